import { DuckDBInstance } from '@duckdb/node-api';
import { type Borrow, Connection } from './connection';

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
  #opened = 0;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const config: Record<string, string> = {
      access_mode: options.readOnly ? 'READ_ONLY' : 'READ_WRITE',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    };
    if (options.threads) config.threads = String(options.threads);
    if (options.memoryLimit) config.memory_limit = options.memoryLimit;
    const database = new Database(await DuckDBInstance.create(options.path, config));
    try {
      await database.use((connection) => lockDown(connection, options.scratch));
    } catch (error) {
      database.close();
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
      release();
      this.#giveBack(connection);
    }
  }

  /** Runs `work` in one transaction: all of it is in the file afterwards, or nothing. */
  async transaction<T>(work: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.use(async (connection) => {
      await connection.run('BEGIN TRANSACTION');
      try {
        const result = await work(connection);
        await connection.run('COMMIT');
        return result;
      } catch (error) {
        await this.#rollBack(connection);
        throw error;
      }
    }, signal);
  }

  close(): void {
    for (const connection of this.#all) connection.close();
    this.#all.length = 0;
    this.#idle.length = 0;
    this.#instance.closeSync();
  }

  async #rollBack(connection: Connection): Promise<void> {
    // The signal that stopped the work must not stop the roll back.
    connection.obey(undefined);
    try {
      await connection.run('ROLLBACK');
    } catch {
      // A failed COMMIT has already rolled back, and then there is no transaction left.
    }
  }

  #acquire(): Promise<Connection> {
    return this.#free() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** An idle connection, or a new one as long as the pool may grow; null while all are busy. */
  #free(): Promise<Connection> | null {
    const idle = this.#idle.pop();
    if (idle) return Promise.resolve(idle);
    return this.#opened < poolSize ? this.#connect() : null;
  }

  async #connect(): Promise<Connection> {
    this.#opened += 1;
    const connection = new Connection(await this.#instance.connect(), () => this.#borrow());
    this.#all.push(connection);
    return connection;
  }

  async #borrow(): ReturnType<Borrow> {
    const connection = await this.#free();
    return connection && { connection, giveBack: () => this.#giveBack(connection) };
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
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run(`SET GLOBAL temp_directory = '${`${scratch}/spill`.replaceAll("'", "''")}'`);
  await connection.run('SET GLOBAL preserve_insertion_order = true');
  await connection.run(`SET GLOBAL allowed_directories = [${folder}]`);
  await connection.run('SET GLOBAL enable_external_access = false');
  await connection.run('SET GLOBAL lock_configuration = true');
}
