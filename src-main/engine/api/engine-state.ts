import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WeirError } from '#shared/contract/errors';
import type { CallOptions } from '#shared/contract/methods';
import { ComputePool } from './compute-pool';
import type { EngineOptions } from './engine';
import { LearnAhead } from './learn-ahead';
import { rememberWorkspace } from './recent-workspaces';
import { openSession, type Session } from './session';

/**
 * DuckDB spills to scratch above this. A million deals, and a file of a gigabyte, import within 1.5 GiB of the whole
 * process with it, so that Weir leaves a laptop to its other programs.
 */
const defaultMemory = '800MB';

/** What the engine holds between calls: the open workspace, files on their way out, the folder for uploads. */
export class EngineState {
  readonly options: EngineOptions;
  /** Where forecasts are computed. */
  readonly computing: ComputePool;
  readonly ahead: LearnAhead;
  #session: Session | null = null;
  readonly #tickets = new Map<string, { path: string; name: string }>();
  #uploads: string | null = null;

  constructor(options: EngineOptions) {
    this.options = options;
    this.computing = new ComputePool(options.workerFile);
    this.ahead = new LearnAhead(options.learnAhead, () => this.#session);
  }

  get session(): Session | null {
    return this.#session;
  }

  /** The open workspace; fails with `no-workspace` without one. */
  opened(): Session {
    if (this.#session) return this.#session;
    throw new WeirError({
      code: 'no-workspace',
      message: 'No workspace is open.',
      hint: 'Open a workspace, import files into a new one, or try the sample.',
    });
  }

  /** Closes the present workspace and opens another; the present one stays open when that fails early. */
  async open(
    path: string,
    options: { create: boolean; readOnly: boolean },
    onProgress?: CallOptions['onProgress'],
  ): Promise<Session> {
    const again = this.#session?.workspace.path === path;
    if (again) await this.closeWorkspace();
    const { threads, timeZone, memoryLimit = defaultMemory } = this.options;
    const now = this.options.now().toISOString();
    const session = await openSession({
      path,
      ...options,
      threads,
      memoryLimit,
      timeZone,
      now,
      ...(onProgress ? { onProgress } : {}),
    });
    if (!again) await this.closeWorkspace();
    this.#session = session;
    await rememberWorkspace(
      this.options.home,
      session.workspace.path,
      this.options.now().toISOString(),
    ).catch(() => {
      // The list of recent workspaces is a convenience; not being able to write it must not stop the work.
    });
    return session;
  }

  async closeWorkspace(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#tickets.clear();
    await this.ahead.quiet();
    await session?.workspace.close();
  }

  /** Registers a file in scratch for the host to hand to the user. */
  addTicket(path: string, name: string): string {
    const ticket = randomUUID();
    this.#tickets.set(ticket, { path, name });
    return ticket;
  }

  ticketFile(ticket: string): { path: string; name: string } | null {
    return this.#tickets.get(ticket) ?? null;
  }

  uploadFolder(): string {
    this.#uploads ??= join(this.options.home, `uploads-${process.pid}`);
    mkdirSync(this.#uploads, { recursive: true });
    return this.#uploads;
  }

  async close(): Promise<void> {
    await this.computing.close();
    await this.closeWorkspace();
    if (this.#uploads) await rm(this.#uploads, { recursive: true, force: true });
  }
}
