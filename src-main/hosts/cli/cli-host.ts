import type { Engine } from '#engine/api/engine';

/** Where text goes: a stream of the process, or a recorder in tests. */
export type Terminal = { write(text: string): void; isTTY: boolean };

/** A running web host: the address to open, and an end. */
export type CliServer = { url: string; close(): Promise<void> };

/** `home` keeps the engine's own files elsewhere than in the user's Weir folder; `learnAhead` is for commands that stay. */
export type RunEngine = { home?: string; learnAhead?: 'many' };

/** Everything outside the command line, so that a test can stand in for it. */
export type CliHost = {
  stdout: Terminal;
  stderr: Terminal;
  /** Aborted by SIGINT. */
  signal: AbortSignal;
  openEngine(options?: RunEngine): Engine;
  serve(engine: Engine, options: { port: number; workspace: string | null }): Promise<CliServer>;
  /** Starts the app on a workspace; false where there is no Electron to start. */
  startApp(workspace: string | null): Promise<boolean>;
  /** Shows an address in a browser, where there is one. */
  openBrowser(url: string): void;
};

/** One run of one command: the outside, and the exit code that the command may raise. */
export type CliRun = { host: CliHost; exitCode: number };
