import type { Evidence } from '../model/evidence';
import type { Scope } from '../model/scope';

/** Something the reader of a number should know. `code` is stable, `message` is for people. */
export type Warning = { code: string; message: string; details?: Record<string, unknown> };

/** What every metric returns. Rates are fractions, durations days, amounts in the workspace currency. */
export type MetricAnswer<Row> = {
  metric: string;
  asOf: string;
  scope: Scope & { by?: string };
  evidence: Evidence;
  /** Share of the deals in scope that have each grade of evidence, e.g. `{ log: 0.9, state: 0.1 }`. */
  evidenceShares: Partial<Record<Evidence, number>>;
  /** Deals (lives) that the metric looked at. */
  n: number;
  rows: Row[];
  warnings: Warning[];
  /** The statement that can be pasted into the query console to get the counts behind the rows. */
  sql: string;
};
