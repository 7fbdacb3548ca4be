/** One line of the report. `pass` is null where there is no limit to hold. */
export type Measure = {
  section: string;
  what: string;
  measured: string;
  limit: string;
  beside: string;
  pass: boolean | null;
};

export type Timing = { p50: number; p95: number; max: number; runs: number };

export type Timed<T> = { ms: number; cpuMs: number; result: T };

/** Milliseconds that `work` takes by the clock and on all processors, and what it returns. */
export async function timed<T>(work: () => Promise<T> | T): Promise<Timed<T>> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, result };
}

/** Quantiles of several runs, nearest rank. */
export function timingOf(runs: readonly number[]): Timing {
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (p: number): number => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), max: at(1), runs: sorted.length };
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}

export function ratio(x: number): string {
  return `${x.toFixed(2)} ×`;
}
