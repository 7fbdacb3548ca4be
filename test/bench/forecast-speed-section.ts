import { createEngine } from '#engine/api/create-engine';
import type { EngineClient } from '#shared/contract/methods';
import { addDays } from '#shared/time/day';
import { type Measure, milliseconds, seconds, timed, timingOf } from './measure';

const firstFitLimitMs = 4000;
const answerLimitMs = 50;

type Options = { workspace: string; folder: string; threads: number; name: string; runs: number };

/** The forecast of a large company: its first fit, the same again, what if, and what else the page asks for. */
export async function forecastSpeedSection({
  workspace,
  folder,
  threads,
  name,
  runs,
}: Options): Promise<Measure[]> {
  const engine = createEngine({ home: folder, now: () => new Date(), threads });
  try {
    await engine.call('workspace.open', { path: workspace });
    const { asOf } = await engine.call('workspace.status', {});
    const first = await timed(() => engine.call('metric.forecast', {}));
    const openDeals = first.result.rows[0]?.openDeals ?? 0;
    const again = await timesOf(runs, () => engine.call('metric.forecast', {}));
    // The first one draws what is compared with.
    await engine.call('metric.whatIf', {});
    const tried = await timesOf(runs, (run) => engine.call('metric.whatIf', { conversion: 1 + run / 100 }));
    const measures = [
      {
        what: `first forecast, ${openDeals.toLocaleString('en')} deals open`,
        measured: seconds(first.ms),
        limit: `≤ ${seconds(firstFitLimitMs)}`,
        beside: `processor ${seconds(first.cpuMs)}`,
        pass: first.ms <= firstFitLimitMs,
      },
      withLimit('the same forecast again', again),
      withLimit('what if: conversion moved', tried),
      ...(await restOf(engine, asOf)),
    ];
    return measures.map((measure) => ({ section: `Forecast at ${name}`, ...measure }));
  } finally {
    await engine.close();
  }
}

type Line = Omit<Measure, 'section'>;

function withLimit(what: string, times: readonly number[]): Line {
  const { p50, p95 } = timingOf(times);
  return {
    what,
    measured: `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`,
    limit: `p95 ≤ ${milliseconds(answerLimitMs)}`,
    beside: `${times.length} runs`,
    pass: p95 <= answerLimitMs,
  };
}

/** Each once, after the first forecast, as somebody meets them. */
async function restOf(engine: EngineClient, asOf: string | null): Promise<Line[]> {
  const calls: [string, () => Promise<unknown>][] = [
    ['by owner', () => engine.call('metric.forecast', { by: 'owner' })],
    ['why it moved since last week', () => engine.call('metric.movement', {})],
    ['gap to a target', () => engine.call('metric.gap', { target: 1_000_000 })],
    ['coverage', () => engine.call('metric.coverage', { target: 1_000_000 })],
    ...(asOf === null
      ? []
      : [
          [
            'as of three weeks before',
            () => engine.call('metric.forecast', { asOf: addDays(asOf, -21) }),
          ] satisfies [string, () => Promise<unknown>],
        ]),
    ['backtest by quarter', () => engine.call('metric.backtest', {})],
  ];
  const lines: Line[] = [];
  for (const [what, call] of calls) {
    const { ms, cpuMs } = await timed(call);
    lines.push({ what, measured: seconds(ms), limit: '', beside: `processor ${seconds(cpuMs)}`, pass: null });
  }
  return lines;
}

async function timesOf(runs: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 1; run <= runs; run += 1) times.push((await timed(() => work(run))).ms);
  return times;
}
