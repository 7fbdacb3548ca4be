import { DuckDBInstance } from '@duckdb/node-api';
import { createEngine } from '#engine/api/create-engine';
import type { EngineClient } from '#shared/contract/methods';
import { addDays } from '#shared/time/day';
import type { BenchData } from './bench-data';
import { type Measure, milliseconds, ratio, type Timed, timed, timingOf } from './measure';
import { knownHistory, naiveSql } from './naive-sql';
import { type PageCall, pageCalls, type Variation } from './page-calls';
import { StatementClock } from './statement-clock';

type Options = {
  workspace: string;
  bare: string;
  folder: string;
  threads: number;
  runs: number;
  limitMs: number | null;
};

/** The calls of every page, warm, each with as-of days and owners that change, beside naive SQL on the events. */
export async function pageSection(data: BenchData, options: Options): Promise<Measure[]> {
  const { workspace, folder, threads, runs } = options;
  const engine = createEngine({ home: folder, now: () => new Date(), threads, learnAhead: 'many' });
  const naive = await openNaive(data, options);
  const clock = new StatementClock();
  try {
    await engine.call('workspace.open', { path: workspace });
    const ahead = await timed(() => engine.learnedAhead());
    const variations = await variationsOf(engine, data, runs + warmUps);
    const measures: Measure[] = [learnedMeasure(data, runs, ahead)];
    for (const pageCall of pageCalls) {
      const own = await timesOf(variations, (v) => pageCall.call(engine, v), clock);
      const { naive: name } = pageCall;
      const peer =
        name &&
        (await timesOf(variations.slice(0, warmUps + 3), (v) => naive.run(naiveSql[name](knownHistory(v)))));
      measures.push(measureOf(data, pageCall, own, peer, options.limitMs));
    }
    return [...measures, ...statementMeasures(data, runs, clock.times, options.limitMs !== null)];
  } finally {
    clock.stop();
    naive.close();
    await engine.close();
  }
}

/** So many runs warm up and are not counted: what JavaScript adds is compiled in them. */
const warmUps = 3;

async function timesOf(
  variations: readonly Variation[],
  work: (v: Variation) => Promise<unknown>,
  clock?: StatementClock,
): Promise<Timed<unknown>[]> {
  const times: Timed<unknown>[] = [];
  for (const [run, variation] of variations.entries()) {
    if (clock) clock.counts = run >= warmUps;
    times.push(await timed(() => work(variation)));
    if (clock) clock.counts = false;
  }
  return times.slice(warmUps);
}

/** Of all SQL queries of all pages together. */
const statementLimits = { p95: 100, longest: 250 };

function statementMeasures(
  { size }: BenchData,
  runs: number,
  times: readonly number[],
  isLimited: boolean,
): Measure[] {
  const { p50, p95, max } = timingOf(times);
  const lineOf = (what: string, ms: number, limit: number, beside: string): Measure => ({
    section: sectionOf(size.name, runs),
    what,
    measured: milliseconds(ms),
    limit: isLimited ? `≤ ${milliseconds(limit)}` : '',
    beside,
    pass: isLimited ? ms <= limit : null,
  });
  const counted = `${times.length} queries, p50 ${milliseconds(p50)}`;
  return [
    lineOf('SQL queries of all pages, p95', p95, statementLimits.p95, counted),
    lineOf('SQL queries of all pages, longest', max, statementLimits.longest, ''),
  ];
}

function learnedMeasure({ size }: BenchData, runs: number, { ms, cpuMs }: Timed<unknown>): Measure {
  return {
    section: sectionOf(size.name, runs),
    what: 'months learned ahead after opening',
    measured: milliseconds(ms),
    limit: '',
    beside: `processor ${milliseconds(cpuMs)}`,
    pass: null,
  };
}

function sectionOf(size: string, runs: number): string {
  return `Pages at ${size}, warm, ${runs} runs each`;
}

function measureOf(
  data: BenchData,
  { page, what }: PageCall,
  own: readonly Timed<unknown>[],
  peer: readonly Timed<unknown>[] | undefined,
  limitMs: number | null,
): Measure {
  const { p50, p95 } = timingOf(own.map(({ ms }) => ms));
  const cpu = timingOf(own.map(({ cpuMs }) => cpuMs)).p50;
  const naive = peer && timingOf(peer.map(({ ms }) => ms)).p50;
  return {
    section: sectionOf(data.size.name, own.length),
    what: `${page}: ${what}`,
    measured: `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`,
    limit: limitMs === null ? '' : `p95 ≤ ${milliseconds(limitMs)}`,
    beside: [
      `processor ${milliseconds(cpu)}`,
      ...(naive === undefined ? [] : [`naive SQL ${milliseconds(naive)}, ${ratio(naive / p50)} as long`]),
    ].join('; '),
    pass: limitMs === null ? null : p95 <= limitMs,
  };
}

/** As-of days back over half a year, and owners in turn. */
async function variationsOf(engine: EngineClient, data: BenchData, count: number): Promise<Variation[]> {
  const { values } = await engine.call('workspace.values', { field: 'owner', limit: 50 });
  const owners = values.flatMap(({ value }) => value ?? []);
  const words = ['Acme', 'north', 'renewal', 'x', 'data', 'zz'];
  return Array.from({ length: count }, (_, run) => ({
    asOf: addDays(data.endDay, -7 * run),
    owner: owners[run % owners.length] ?? '',
    search: words[run % words.length] ?? '',
    run,
  }));
}

async function openNaive(
  data: BenchData,
  { bare, threads }: Options,
): Promise<{ run(sql: string): Promise<unknown>; close(): void }> {
  const instance = await DuckDBInstance.create(bare, { threads: String(threads) });
  const connection = await instance.connect();
  const table = (file: string): string => `t${data.files.indexOf(file)}`;
  const people = data.files.find((file) => file.endsWith('User.csv')) ?? '';
  await connection.run(`CREATE OR REPLACE VIEW opportunity AS FROM ${table(data.opportunities)}`);
  await connection.run(`CREATE OR REPLACE VIEW person AS FROM ${table(people)}`);
  return {
    run: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
