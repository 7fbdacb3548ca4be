import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine } from '#engine/api/create-engine';
import { generateCompany } from '#generate/generate-company';
import { writeSalesforce } from '#generate/write-salesforce';
import type { BacktestAnswer } from '#shared/results/forecast';
import { type ForecastRun, forecastMeasures } from './forecast-goals';
import { type Measure, seconds, timed } from './measure';

/** Companies by deals a week, as many as the goals rest on. */
const companies = [
  { perWeek: 11, count: 12 },
  { perWeek: 3, count: 16 },
  { perWeek: 40, count: 5 },
] as const;

const quarters = 28;
const weeksOfQuarter = 13;

/**
 * Backtests of made-up companies with fixed seeds, from their exports to the answer, against the goals of the forecast.
 * `quick` takes two companies of each size.
 */
export async function forecastSection(folder: string, threads: number, quick: boolean): Promise<Measure[][]> {
  const runs: ForecastRun[] = [];
  for (const { perWeek, count } of companies) {
    for (let k = 0; k < (quick ? 2 : count); k += 1) {
      const seed = 1000 * perWeek + k;
      const { result, ms } = await timed(() => companyRun(folder, threads, seed, perWeek));
      runs.push(result);
      const auto = result.shared.summary.find(({ method, week }) => method === 'auto' && week === null);
      process.stdout.write(
        `${perWeek} deals a week, seed ${seed}: WAPE ${percent(auto?.wape)}, 80 % held ${percent(auto?.coverage80)}, ${seconds(ms)}\n`,
      );
    }
  }
  const measures = forecastMeasures(runs);
  const sections = [...new Set(measures.map(({ section }) => section))];
  return sections.map((section) => measures.filter((measure) => measure.section === section));
}

async function companyRun(
  folder: string,
  threads: number,
  seed: number,
  perWeek: number,
): Promise<ForecastRun> {
  const dir = join(folder, `company-${seed}`);
  await mkdir(dir, { recursive: true });
  const company = generateCompany({
    seed,
    deals: perWeek * weeksOfQuarter * quarters,
    quarters,
  });
  await writeSalesforce(company, dir, { tasks: false });
  const engine = createEngine({ home: dir, now: () => new Date('2026-07-01T12:00:00Z'), threads });
  try {
    await engine.call('workspace.create', { path: join(dir, 'company.weir') });
    const sources = ['Opportunity', 'OpportunityHistory', 'Account', 'User'].map(
      (name) => `path:${join(dir, `${name}.csv`)}`,
    );
    const { staging } = await engine.call('import.inspect', { sources });
    await engine.call('import.load', { staging });
    const run = (independent: boolean): Promise<BacktestAnswer> =>
      engine.call('metric.backtest', { independent, seed: 1 });
    return { perWeek, seed, shared: await run(false), independent: await run(true) };
  } finally {
    await engine.close();
    await rm(dir, { recursive: true, force: true });
  }
}

function percent(share: number | null | undefined): string {
  return share == null ? '–' : `${(100 * share).toFixed(1)} %`;
}
