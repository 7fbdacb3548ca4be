import type { Database } from '#engine/query/database';
import { WeirError } from '#shared/contract/errors';
import type { SqlResult } from '#shared/results/metrics';

/**
 * Runs one SELECT for the query console, inside a read-only transaction: the statement's kind is checked first, and
 * DuckDB refuses what would still write. Files and the network are out of reach by the lock-down of the database.
 */
export async function runSql(
  database: Database,
  sql: string,
  limit: number,
  clock: () => number,
  signal: AbortSignal | undefined,
): Promise<SqlResult> {
  return database.use(async (connection) => {
    if (!(await connection.isOneRead(sql))) {
      throw new WeirError({
        code: 'not-supported',
        message: 'Only one SELECT at a time can be run here.',
        hint: 'Start with SELECT, FROM, WITH, DESCRIBE or SUMMARIZE. To change data, open the file in a DuckDB client.',
      });
    }
    const started = clock();
    return connection.reading(async () => {
      const { columns, rows } = await connection.table(sql, limit + 1);
      return {
        columns,
        rows: rows.slice(0, limit).map((row) => row.map(cell)),
        truncated: rows.length > limit,
        elapsedMs: clock() - started,
      };
    });
  }, signal);
}

function cell(value: unknown): string | number | boolean | null {
  return value !== null && typeof value === 'object'
    ? JSON.stringify(value)
    : (value as string | number | boolean | null);
}
