import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { generateCompany } from '#generate/generate-company';
import { writeSalesforce } from '#generate/write-salesforce';
import { loadInChild } from './child';
import type { WatchedLoad } from './load-watched';
import { gibibytes, type Measure, milliseconds, seconds } from './measure';

const peakLimit = 1.5 * 2 ** 30;
const cancelLimitMs = 1000;
/** About how many bytes a deal has in a Salesforce history. */
const bytesOfDeal = 872;

/**
 * One large file, a stage history of `WEIR_BENCH_BYTES` (a gigabyte): its import with what the user sees of the progress,
 * and how long it takes to end when it is cancelled at twenty points.
 */
export async function gigaSection(folder: string, threads: number): Promise<Measure[]> {
  const bytes = Number(process.env.WEIR_BENCH_BYTES ?? 1e9);
  const dir = join(folder, 'giga');
  await mkdir(dir, { recursive: true });
  const file = await makeHistory(dir, bytes);
  const size = (await stat(file)).size;
  const request = { files: [file], sorted: { file, by: '' }, threads, target: join(dir, 'giga.weir') };
  const { watched, peakBytes } = await loadInChild({ ...request, how: 'watched' });
  await rm(dir, { recursive: true });
  if (!watched) throw new Error('The child process told nothing of the progress');
  return measuresOf(size, watched, peakBytes);
}

async function makeHistory(dir: string, bytes: number): Promise<string> {
  const deals = Math.ceil(bytes / bytesOfDeal);
  await writeSalesforce(generateCompany({ seed: 20_260_101, deals }), dir, { tasks: false });
  for (const other of ['Opportunity', 'Account', 'User', 'Quota']) {
    await rm(join(dir, `${other}.csv`), { force: true });
  }
  return join(dir, 'OpportunityHistory.csv');
}

function measuresOf(size: number, { inspect, load, cancelled }: WatchedLoad, peakBytes: number): Measure[] {
  const section = `One file of ${(size / 1e6).toFixed(0)} MB`;
  const slowest = cancelled.reduce((a, b) => (b.ms > a.ms ? b : a));
  const gap = Math.max(inspect.gapMs, load.gapMs);
  const backwards = inspect.backwards + load.backwards;
  const plain = { section, limit: '', pass: null, beside: '' };
  return [
    {
      ...plain,
      what: 'file to ready pages',
      measured: seconds(inspect.ms + load.ms),
      beside: `inspect ${seconds(inspect.ms)}, load ${seconds(load.ms)}`,
    },
    {
      ...plain,
      what: 'peak memory of the process, with all that was cancelled',
      measured: gibibytes(peakBytes),
      limit: `≤ ${gibibytes(peakLimit)}`,
      pass: peakBytes <= peakLimit,
    },
    {
      ...plain,
      what: 'longest time without a report of progress',
      measured: milliseconds(gap),
      beside: `inspect ${milliseconds(inspect.gapMs)}, load ${milliseconds(load.gapMs)}; last before the end ${percent(inspect.last)} and ${percent(load.last)}`,
    },
    {
      ...plain,
      what: 'reports that went back',
      measured: String(backwards),
      limit: '0',
      pass: backwards === 0,
    },
    {
      ...plain,
      what: `slowest of ${cancelled.length} cancellations`,
      measured: milliseconds(slowest.ms),
      limit: `≤ ${milliseconds(cancelLimitMs)}`,
      beside: `${slowest.call} at ${percent(slowest.share)}`,
      pass: slowest.ms <= cancelLimitMs,
    },
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
