import { type DuckDBConnection, type DuckDBValue, StatementType } from '@duckdb/node-api';
import { cancelledError, WeirError } from '#shared/contract/errors';
import { columnValues } from './column-values';
import { queryError } from './query-error';
import { literal } from './sql-text';
import { type Plain, plainColumn, rowObjects, toPlain } from './values';

/**
 * A value that is written into the statement as a literal instead of being bound, so that DuckDB knows it while planning
 * and can leave out what it makes superfluous. A statement with a bound value is planned twice.
 */
export class Inline {
  readonly value: string | null;

  constructor(value: string | null) {
    this.value = value;
  }
}

export type Params = Record<string, string | number | boolean | null | Inline>;
export type Row = Record<string, Plain>;
export type Columns<T extends Row> = { [Name in keyof T]: readonly T[Name][] };

type PlainColumns = { names: string[]; columns: (readonly Plain[])[] };

/** Lends a connection of the same pool, or null while all are busy. */
export type Borrow = () => Promise<{ connection: Connection; giveBack(): void } | null>;

/** How often a statement is asked how far it is, in milliseconds. */
const glance = 100;

/**
 * One DuckDB connection with the verbs of duckdb-async. It runs one statement at a time; an aborted signal
 * interrupts the running statement, which then fails with `cancelled`.
 */
export class Connection {
  readonly #native: DuckDBConnection;
  readonly #borrow: Borrow;
  #signal: AbortSignal | undefined;
  #release = (): void => undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #besides = new Set<Promise<unknown>>();
  /** Nothing begins any more. */
  #isClosed = false;
  /** DuckDB's connection is closed. */
  #isGone = false;

  constructor(native: DuckDBConnection, borrow: Borrow = async () => null) {
    this.#native = native;
    this.#borrow = borrow;
  }

  /**
   * Runs `work` on another connection of the pool where one is free right now, so that both go on at once, and on this
   * one otherwise. It never waits for one: callers that wait for each other's connection would wait for ever. Not for
   * use inside a transaction, which other connections do not see.
   */
  beside<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const done = this.#workBeside(work);
    const ended = done.then(
      () => undefined,
      () => undefined,
    );
    this.#besides.add(ended);
    void ended.then(() => this.#besides.delete(ended));
    return done;
  }

  /** Until nothing that was begun here or beside runs any more: whoever has the connection next would run beside it. */
  async quiet(): Promise<void> {
    while (this.#besides.size > 0) await Promise.all(this.#besides);
    await this.#last;
  }

  async #workBeside<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const other = await this.#borrow();
    if (!other) return work(this);
    const release = other.connection.obey(this.#signal);
    try {
      return await work(other.connection);
    } finally {
      release();
      other.giveBack();
    }
  }

  /** The signal that statements obey at the moment, for work beside them. */
  get signal(): AbortSignal | undefined {
    return this.#signal;
  }

  /** Every statement until `release` obeys this signal, and no other. */
  obey(signal: AbortSignal | undefined): () => void {
    this.#release();
    this.#signal = signal;
    let timer: NodeJS.Timeout | undefined;
    const interrupt = () => {
      this.interrupt();
      // An interrupt that comes before the statement has begun is lost.
      timer ??= setInterval(() => this.interrupt(), glance / 2);
    };
    signal?.addEventListener('abort', interrupt);
    this.#release = () => {
      clearInterval(timer);
      signal?.removeEventListener('abort', interrupt);
      this.#signal = undefined;
    };
    return this.#release;
  }

  /** All rows as plain objects. */
  async all<T extends Row = Row>(sql: string, params?: Params): Promise<T[]> {
    return this.#guard(sql, async () => {
      const { names, columns } = await this.#read(sql, params);
      return rowObjects(names, columns) as T[];
    });
  }

  /** The first row; fails when there is none. */
  async one<T extends Row = Row>(sql: string, params?: Params): Promise<T> {
    const [row] = await this.all<T>(sql, params);
    if (!row) throw new WeirError({ code: 'internal', message: `No row from: ${sql.slice(0, 200)}` });
    return row;
  }

  /** Columns as arrays, for large results that go straight into arithmetic: an object a row costs more than the query. */
  async columns<T extends Row>(sql: string, params?: Params): Promise<Columns<T>> {
    return this.#guard(sql, async () => {
      const { names, columns } = await this.#read(sql, params);
      return Object.fromEntries(names.map((name, i) => [name, columns[i] ?? []])) as Columns<T>;
    });
  }

  /** Rows as arrays with column names and types, at most `limit` of them. */
  async table(
    sql: string,
    limit: number,
  ): Promise<{ columns: { name: string; type: string }[]; rows: Plain[][] }> {
    return this.#guard(sql, async () => {
      const reader = await this.#native.streamAndReadUntil(sql, limit);
      const names = reader.columnNames();
      const columns = reader.columnTypes().map((type, i) => ({ name: names[i] ?? '', type: String(type) }));
      return { columns, rows: reader.convertRows(toPlain).slice(0, limit) as Plain[][] };
    });
  }

  /** Runs one statement; returns the number of rows it changed. */
  async run(sql: string, params?: Params): Promise<number> {
    return this.#guard(sql, async () => {
      const result = await this.#native.run(inlined(sql, params), bound(sql, params));
      return result.rowsChanged;
    });
  }

  /** Runs several statements separated by semicolons, without parameters. */
  async exec(sql: string): Promise<void> {
    await this.#guard(sql, () => this.#native.run(sql));
  }

  /** Runs `work` in one transaction: all of it is in the file afterwards, or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('BEGIN TRANSACTION');
    try {
      const result = await work();
      await this.run('COMMIT');
      return result;
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
  }

  /** Runs `work` in a transaction of which nothing is kept: what would be so if it were done. */
  rehearse<T>(work: () => Promise<T>): Promise<T> {
    return this.#rolledBack('BEGIN TRANSACTION', work);
  }

  /** Runs `work` in a transaction that cannot write. */
  reading<T>(work: () => Promise<T>): Promise<T> {
    return this.#rolledBack('BEGIN TRANSACTION READ ONLY', work);
  }

  async #rolledBack<T>(begin: string, work: () => Promise<T>): Promise<T> {
    await this.run(begin);
    try {
      const result = await work();
      await this.run('ROLLBACK');
      return result;
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
  }

  /** Whether the text is exactly one statement and that one only reads, as DuckDB's own parser sees it. */
  async isOneRead(sql: string): Promise<boolean> {
    return this.#guard(sql, async () => {
      const statements = await this.#native.extractStatements(sql);
      if (statements.count !== 1) return false;
      const { statementType } = await statements.prepare(0);
      return statementType === StatementType.SELECT || statementType === StatementType.EXPLAIN;
    });
  }

  /** Tells while `work` runs which share of the running statement is done, 0–1, or null where DuckDB cannot say. */
  async watch<T>(onShare: (share: number | null) => void, work: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => {
      if (this.#isClosed) return;
      const share = this.#native.progress.percentage / 100;
      onShare(share >= 0 ? share : null);
    }, glance);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  interrupt(): void {
    if (!this.#isGone) this.#native.interrupt();
  }

  /**
   * Stops the running statement, waits until it has stopped, and closes. Statements after it end with `cancelled`. Closed under a
   * running statement, DuckDB would block that statement's thread for ever, and one of the few that Node has with it.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.interrupt();
    const timer = setInterval(() => this.interrupt(), glance / 2);
    await this.#last;
    clearInterval(timer);
    this.#isGone = true;
    this.#native.closeSync();
  }

  async #rollBack(): Promise<void> {
    // The signal that stopped the work must not stop the roll back.
    this.obey(undefined);
    try {
      await this.run('ROLLBACK');
    } catch {
      // A failed COMMIT has already rolled back, and then there is no transaction left.
    }
  }

  async #read(sql: string, params: Params | undefined): Promise<PlainColumns> {
    const result = await this.#native.run(inlined(sql, params), bound(sql, params));
    const chunks = await result.fetchAllChunks();
    const columns = result.columnTypes().map((type, i) => plainColumn(columnValues(chunks, i), type));
    return { names: result.deduplicatedColumnNames(), columns };
  }

  /** Statements take turns: one that began before another is done would break off its transaction. */
  #guard<T>(sql: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      if (this.#isClosed || this.#signal?.aborted) throw cancelledError();
      try {
        return await work();
      } catch (error) {
        throw queryError(error, sql);
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function inlined(sql: string, params: Params | undefined): string {
  // In one go: what a value says is not read again.
  return sql.replaceAll(/\$(\w+)/g, (named, name: string) => {
    const value = params?.[name];
    return value instanceof Inline ? literal(value.value) : named;
  });
}

/** DuckDB refuses parameters that a statement does not name, so only the named ones are passed. */
function bound(sql: string, params: Params | undefined): Record<string, DuckDBValue> | undefined {
  const named: [string, DuckDBValue][] = [];
  for (const [name, value] of Object.entries(params ?? {})) {
    if (!(value instanceof Inline) && new RegExp(`\\$${name}\\b`).test(sql)) named.push([name, value]);
  }
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}
