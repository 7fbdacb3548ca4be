import type { Database } from '#engine/query/database';
import { errorPlace } from '#engine/query/error-place';
import { WeirError } from '#shared/contract/errors';
import type { SqlResult } from '#shared/results/metrics';
import type { CallContext } from './session';

/**
 * Runs one SELECT for the query console, inside a read-only transaction: the statement's kind is checked first, and
 * DuckDB refuses what would still write. Files and the network are out of reach by the lock-down of the database. An
 * error in the statement is `sql-error` with its `place` in the details where it has one.
 */
export async function runSql(
  database: Database,
  { sql, limit }: { sql: string; limit: number },
  clock: () => number,
  { signal, onProgress }: CallContext,
): Promise<SqlResult> {
  return database.use(async (connection) => {
    try {
      if (!(await connection.isOneRead(sql))) throw notOneRead();
      const started = clock();
      const { columns, rows } = await connection.reading(() =>
        connection.watch(
          (fraction) => onProgress({ fraction, step: 'Running the statement' }),
          () => connection.table(sql, limit + 1),
        ),
      );
      return {
        columns,
        rows: rows.slice(0, limit).map((row) => row.map(cell)),
        truncated: rows.length > limit,
        elapsedMs: clock() - started,
      };
    } catch (error) {
      throw error instanceof WeirError && error.code === 'sql-error' ? withPlace(error, sql) : error;
    }
  }, signal);
}

function notOneRead(): WeirError {
  return new WeirError({
    code: 'not-supported',
    message: 'Only one SELECT at a time can be run here.',
    hint: 'Start with SELECT, FROM, WITH, DESCRIBE or SUMMARIZE. To change data, open the file in a DuckDB client.',
  });
}

function withPlace(error: WeirError, sql: string): WeirError {
  const { message, place } = errorPlace(error.message, sql);
  return new WeirError(
    {
      code: 'sql-error',
      message: place ? `${message}\n${lineText(sql, place.from)}` : message,
      hint: hintOf(message),
      ...(place ? { details: { place } } : {}),
    },
    { cause: error.cause },
  );
}

/** A place as an editor counts it. */
function lineText(sql: string, at: number): string {
  const lines = sql.slice(0, at).split('\n');
  return `Line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}.`;
}

function hintOf(message: string): string | undefined {
  if (/^Parser Error/.test(message)) return 'Correct the statement there and run it again.';
  if (/^(Binder|Catalog) Error/.test(message)) {
    return "SHOW ALL TABLES lists tables and columns; metrics are called as weir.NAME(DATE '…').";
  }
  return undefined;
}

function cell(value: unknown): string | number | boolean | null {
  return value !== null && typeof value === 'object'
    ? JSON.stringify(value)
    : (value as string | number | boolean | null);
}
