import { DuckDBInstance } from '@duckdb/node-api';
import { type Borrow, Connection } from './connection';
import { recentDatabase } from './recent-database';

/**
 * Oldest DuckDB that can open a workspace made now. From this version on texts are packed by DICT_FSST, in half the time
 * that the choice among older ways takes; a workspace that is there keeps the form it was made in.
 */
const storageVersion = 'v1.3.0';

/** How many statements may run at once: a slow query must not hold up a page. */
const poolSize = 4;

export type DatabaseOptions = {
  path: string;
  readOnly: boolean;
  /** The only folder that SQL can read or write. */
  scratch: string;
  threads?: number | undefined;
  memoryLimit?: string | undefined;
};

/** A locked-down DuckDB file with a pool of connections. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  readonly #all: Connection[] = [];
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const config: Record<string, string> = {
      access_mode: options.readOnly ? 'READ_ONLY' : 'READ_WRITE',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      storage_compatibility_version: storageVersion,
    };
    if (options.threads) config.threads = String(options.threads);
    if (options.memoryLimit) config.memory_limit = options.memoryLimit;
    const database = new Database(await DuckDBInstance.create(options.path, config));
    try {
      await database.#connect();
      await database.use((connection) => lockDown(connection, options.scratch));
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  /** Lends a connection for `work`; waits when all are busy. */
  async use<T>(work: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = await this.#acquire();
    const release = connection.obey(signal);
    try {
      return await work(connection);
    } finally {
      // Where one of several statements fails, others may still run.
      await connection.quiet();
      release();
      this.#giveBack(connection);
    }
  }

  /** Runs `work` in one transaction: all of it is in the file afterwards, or nothing. */
  async transaction<T>(work: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.use((connection) => connection.transaction(() => work(connection)), signal);
  }

  /** As `use`, for work that changes the data in several transactions: one at a time, the next when this one is done. */
  async change<T>(work: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#lastChange.then(() => this.use(work, signal));
    this.#lastChange = turn.catch(() => undefined);
    return turn;
  }

  /** Stops what runs, and closes the file once it has stopped; what is asked later ends with `cancelled`. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((connection) => connection.close()));
    this.#instance.closeSync();
  }

  /** Connections are told to count what they have done before settings are locked. */
  async #connect(): Promise<void> {
    for (let i = 0; i < poolSize; i++) {
      const connection = new Connection(await this.#instance.connect(), async () => this.#borrow());
      await connection.exec('SET enable_progress_bar = true; SET enable_progress_bar_print = false');
      this.#all.push(connection);
      this.#idle.push(connection);
    }
  }

  async #acquire(): Promise<Connection> {
    const idle = this.#idle.pop();
    return idle ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  #borrow(): Awaited<ReturnType<Borrow>> {
    const connection = this.#idle.pop();
    return connection ? { connection, giveBack: () => this.#giveBack(connection) } : null;
  }

  #giveBack(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#idle.push(connection);
  }
}

/** After this, SQL reaches the scratch folder and nothing else: no other file, no ATTACH, no INSTALL, no setting. */
async function lockDown(connection: Connection, scratch: string): Promise<void> {
  const folder = `'${`${scratch}/`.replaceAll("'", "''")}'`;
  await connection.run(`ATTACH ':memory:' AS ${recentDatabase} (COMPRESS, READ_WRITE)`);
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run(`SET GLOBAL temp_directory = '${`${scratch}/spill`.replaceAll("'", "''")}'`);
  await connection.run('SET GLOBAL preserve_insertion_order = true');
  await connection.run(`SET GLOBAL allowed_directories = [${folder}]`);
  await connection.run('SET GLOBAL enable_external_access = false');
  await connection.run('SET GLOBAL lock_configuration = true');
}
