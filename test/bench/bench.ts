import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeData, makeWideData, type Size, sizes } from './bench-data';
import { browserSection } from './browser-section';
import { bundleSection } from './bundle-section';
import { runAsChild } from './child';
import { forecastSection } from './forecast-section';
import { forecastSpeedSection } from './forecast-speed-section';
import { gigaSection } from './giga-section';
import { importSection } from './import-section';
import { gibibytes, type Measure, ratio, seconds, timed } from './measure';
import { pageSection } from './page-section';
import { peerSection } from './peers';
import { benchmarksPage, sectionText } from './report';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    child: { type: 'boolean', default: false },
    /** Where the tables are written as Markdown. */
    out: { type: 'string' },
  },
});

const importRatioLimit = 2.5;
const peakLimit = 2 * 2 ** 30;
const pageLimitMs = 100;
const redrawLimitMs = 150;
const importSLimitMs = 1500;
const growthLimit = 1.2;

/**
 * `npm run bench`: speed and size against their limits and peers; `npm run bench -- giga` imports one file of a gigabyte,
 * `npm run bench -- forecast` scores forecasts of made-up companies, `npm run bench -- import` the reference data and nothing else,
 * `npm run bench -- pages` what is measured of a million deals. Ends with 1 when a limit is missed.
 */
async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-bench-'));
  const threads = availableParallelism();
  const all: Measure[] = [];
  const add = (measures: Measure[]): void => {
    all.push(...measures);
    process.stdout.write(sectionText(measures));
  };
  try {
    process.stdout.write(`${machine(threads)}\n`);
    if (positionals.includes('giga')) add(await gigaSection(folder, threads));
    if (positionals.includes('forecast')) {
      for (const part of await forecastSection(folder, threads, values.quick)) add(part);
    }
    if (positionals.includes('import')) await importSections(folder, threads, add);
    if (positionals.includes('pages')) await largeSections(folder, threads, add);
    if (positionals.length === 0) await allSections(folder, threads, add);
    if (values.out) await writeFile(values.out, benchmarksPage(machine(threads), all));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const missed = all.filter(({ pass }) => pass === false).length;
  process.stdout.write(`\n${missed === 0 ? 'Every limit holds' : `${missed} limits missed`}\n`);
  if (missed > 0) process.exitCode = 1;
}

async function importSections(folder: string, threads: number, add: Add): Promise<void> {
  for (const [size, limits] of [
    [sizes.S, { ms: importSLimitMs }],
    [values.quick ? sizes.Q : sizes.M, { ratio: importRatioLimit, peakBytes: peakLimit }],
  ] as const) {
    const data = await makeData(size, folder);
    add((await importSection(data, folder, threads, limits)).measures);
  }
}

async function allSections(folder: string, threads: number, add: Add): Promise<void> {
  add(await bundleSection('out/renderer'));
  const small = await run(sizes.S, folder, threads, { ms: importSLimitMs }, add);
  add(await wideSection(folder, threads));
  add(await peerSection(small.data, folder, small));
  const large = await largeSections(folder, threads, add);
  add([growthOf(small.msPerDeal, large.msPerDeal)]);
}

function largeSections(folder: string, threads: number, add: Add) {
  return values.quick
    ? run(sizes.Q, folder, threads, { ratio: importRatioLimit }, add)
    : run(sizes.M, folder, threads, { ratio: importRatioLimit, peakBytes: peakLimit }, add);
}

type Add = (measures: Measure[]) => void;

async function run(
  size: Size,
  folder: string,
  threads: number,
  limits: { ratio?: number; peakBytes?: number; ms?: number },
  add: Add,
) {
  const generated = await timed(() => makeData(size, folder));
  process.stdout.write(`\nGenerated ${size.name} in ${seconds(generated.ms)}\n`);
  const data = generated.result;
  const { measures, workspace, bare, loadMs } = await importSection(data, folder, threads, limits);
  add(measures);
  const isLarge = size.name !== sizes.S.name;
  const runs = values.quick ? 6 : 24;
  const limitMs = isLarge ? pageLimitMs : null;
  if (isLarge) {
    add(await pageSection(data, { workspace, bare, folder, threads, runs, limitMs }));
    add(await forecastSpeedSection({ workspace, folder, threads, name: size.name, runs }));
    add(await browserSection({ size, workspace, runs, limitMs: redrawLimitMs }));
  }
  return { data, workspace, loadMs, msPerDeal: loadMs / size.deals };
}

/** One wide file of many columns instead of a narrow log: the other shape that exports have. */
async function wideSection(folder: string, threads: number): Promise<Measure[]> {
  const data = await makeWideData(sizes.S, folder);
  const { measures } = await importSection(data, folder, threads, { ms: importSLimitMs });
  return measures;
}

function growthOf(small: number, large: number): Measure {
  return {
    section: 'Growth',
    what: 'import time of one deal, large against small',
    measured: ratio(large / small),
    limit: `≤ ${ratio(growthLimit)}`,
    beside: '',
    pass: large / small <= growthLimit,
  };
}

function machine(threads: number): string {
  return `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${threads} threads, ${gibibytes(totalmem())} of memory`;
}

if (values.child) runAsChild();
else await bench();
