import { type Command, Option } from 'commander';
import { type ForecastAnswer, type ForecastRow, forecastMethods } from '#shared/results/forecast';
import type { KeptOutlook } from '#shared/results/plan';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, rateCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, given, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type ForecastOptions = ScopeOptions & {
  period?: string;
  method: ForecastAnswer['asked'];
  target?: number;
  seed: number;
  drivers: number;
  keep?: true;
};

const help = `
What is won so far, what open deals bring by the end of the period, and what is still to be created. P10 and P90 are
passed in one period of ten each. Quarters and years are those of the fiscal year of the workspace. The method is the
one that did best at this point of earlier periods, unless one is named; what the data cannot carry is said.
--keep writes the outlook down in the workspace, the first of each day, as looking at the page does: later on it stands
beside what came, and is printed with all that was kept of the period.

Examples:
  weir forecast -w sales.weir --period 2017-Q4 --as-of 2017-10-31
  weir forecast -w sales.weir --target 2000000 --by owner --json
  weir forecast -w sales.weir --period 2026-Q3 --keep
`;

/** `weir forecast`: what will be won in a period, as a distribution. */
export function addForecast(program: Command, run: CliRun): void {
  const command = program
    .command('forecast')
    .summary('what will be won in a period, how sure, and why')
    .description('What will be won in a period, as a distribution.')
    .option(
      '--period <period>',
      '2017-Q4, FY2018-Q1, 2018-01, 2018 or next-90 (days); the quarter that the day after the as-of day lies in unless given',
    )
    .addOption(
      new Option('--method <method>', 'how open deals are weighed')
        .choices(['auto', ...forecastMethods])
        .default('auto'),
    )
    .option('--target <amount>', 'amount to reach: adds the chance of it', Number)
    .option('--seed <n>', 'seed of the draws', parseWhole, 1)
    .option('--drivers <n>', 'how many of the deals that move it most are listed', parseWhole, 5)
    .option('--keep', 'keep the outlook in the workspace, so that it can be told later what was said');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ForecastOptions) => printForecast(run, options));
}

async function printForecast(run: CliRun, options: ForecastOptions): Promise<void> {
  const format = formatOf(options);
  const { method, seed, drivers, period, target, keep } = options;
  const scope = scopeOf(options);
  const params = { ...scope, method, seed, drivers, ...given({ period, target }) };
  const { answer, kept } = await withWorkspace(
    run.host,
    workspaceOf(options),
    async ({ call }) => {
      const told = await call('metric.forecast', params);
      if (!keep) return { answer: told, kept: null };
      const { asOf, where, pipeline } = scope;
      // As the page keeps it: with the target that is set, where none was given.
      const asked = { where, method, period: told.period, ...given({ asOf, pipeline }) };
      const reach = told.target === null ? {} : { target: told.target };
      return { answer: told, kept: await call('outlooks.keep', { ...asked, ...reach }) };
    },
    { readOnly: !keep },
  );
  const title = `Forecast of ${answer.period} as of ${answer.asOf}, ${answer.method}`;
  const output = metricOutput(answer, {
    title,
    columns: columnsOf(answer, options.by),
    after: `${reasonsText(answer)}${kept ? keptText(kept) : ''}`,
  });
  printOutput(run.host, format, kept ? { ...output, document: { ...answer, kept } } : output);
}

/** What was said of the period on each day that was kept, this one among them. */
function keptText(kept: readonly KeptOutlook[]): string {
  const amount = (name: string, of: (one: KeptOutlook) => number | null) =>
    numberColumn<KeptOutlook>(name, (one) => amountCell(of(one)));
  const columns: Column<KeptOutlook>[] = [
    { header: 'kept as of', cell: (one) => one.asOf },
    { header: 'method', cell: (one) => one.method },
    amount('won', (one) => one.wonToDate),
    amount('P10', (one) => one.p10),
    amount('P50', (one) => one.p50),
    amount('P90', (one) => one.p90),
  ];
  return `\n${tableText(columns, kept)}`;
}

/** Why this method, what it cannot say, and which export would bring that. */
function reasonsText({ reasons = [] }: ForecastAnswer): string {
  if (reasons.length === 0) return '';
  const lines = reasons.map(({ message, lost, export: wanted }) =>
    [message, lost ? `Lost: ${lost}.` : '', wanted ? `Export that would bring it: ${wanted}.` : '']
      .filter((part) => part !== '')
      .join(' '),
  );
  return `\n${lines.map((line) => `${plainText(line)}\n`).join('')}`;
}

function columnsOf(answer: ForecastAnswer, by: string | undefined): Column<ForecastRow>[] {
  const amount = (name: string, of: (row: ForecastRow) => number) =>
    numberColumn<ForecastRow>(name, (row) => amountCell(of(row)));
  return [
    ...keyColumns<ForecastRow>(by),
    amount('won', (row) => row.wonToDate),
    amount('open', (row) => row.openMean),
    amount('new', (row) => row.newMean),
    amount('mean', (row) => row.mean),
    amount('P10', (row) => row.p10),
    amount('P50', (row) => row.p50),
    amount('P90', (row) => row.p90),
    ...(answer.targetProbability === null || by !== undefined
      ? []
      : [numberColumn<ForecastRow>('reaches target', () => rateCell(answer.targetProbability))]),
    numberColumn('open deals', (row) => countCell(row.openDeals)),
    amount('open amount', (row) => row.openAmount),
  ];
}
