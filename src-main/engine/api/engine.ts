import type { EngineClient } from '#shared/contract/methods';

/** The engine as a host holds it: the calls, and what a host needs beside them. */
export type Engine = EngineClient & {
  /** Until all that is learned ahead is learned; at once where nothing is. */
  learnedAhead(): Promise<void>;
  /** Interrupts what runs, closes the workspace and frees the native engine. */
  close(): Promise<void>;
  /** The file in scratch behind an export ticket; null when it is unknown or gone. */
  ticketFile(ticket: string): { path: string; name: string } | null;
  /** Where the web host puts files that the page sends, inside scratch. */
  uploadFolder(): string;
};

export type EngineOptions = {
  /** Folder for recent workspaces, the sample and scratch. */
  home: string;
  now: () => Date;
  /** The host's time zone (IANA), which new workspaces get; UTC unless given. */
  timeZone?: string;
  /** The built thread in which forecasts are computed; in the engine's own thread unless given. */
  workerFile?: string | undefined;
  /**
   * Whether what pages need to know of past months is learned while nothing is asked, in workspaces of `many` deals or `always`; not
   * unless given. For hosts that stay: it is wasted on a single question.
   */
  learnAhead?: 'many' | 'always' | undefined;
  threads?: number;
  /** As DuckDB reads it, e.g. `1GiB`. */
  memoryLimit?: string;
};
