import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type BacktestRow,
  type BacktestSummary,
  type ForecastMethod,
  forecastMethods,
} from '#shared/results/forecast';
import type { CliRun } from '../cli-host';
import { countCell, rateCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, given, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type BacktestOptions = ScopeOptions & {
  grain: 'quarter' | 'month';
  methods?: ForecastMethod[];
  seed: number;
};

const help = `
Every completed period is forecast from several of its weeks with nothing but what was known then. WAPE is the
absolute error by what was won; the floor is what a forecast that is exactly right would miss by.

Examples:
  weir backtest -w sales.weir
  weir backtest -w sales.weir --grain month --methods ensemble,history --json
`;

/** `weir backtest`: past periods forecast with what was known then. */
export function addBacktest(program: Command, run: CliRun): void {
  const command = program
    .command('backtest')
    .summary('how often the forecast was right')
    .description('Past periods, forecast with what was known then, against what came.')
    .addOption(
      new Option('--grain <grain>', 'length of the periods').choices(['quarter', 'month']).default('quarter'),
    )
    .option('--methods <list>', `some of ${forecastMethods.join(', ')}`, parseMethods)
    .option('--seed <n>', 'seed of the draws', parseWhole, 1);
  addScopeOptions(command).addHelpText('after', help);
  command.action((options: BacktestOptions) => printBacktest(run, options));
}

function parseMethods(text: string): ForecastMethod[] {
  return text.split(',').map((name) => {
    const method = forecastMethods.find((known) => known === name.trim());
    if (!method) throw new InvalidArgumentError(`Methods are ${forecastMethods.join(', ')}.`);
    return method;
  });
}

async function printBacktest(run: CliRun, options: BacktestOptions): Promise<void> {
  const format = formatOf(options);
  const { grain, methods, seed } = options;
  const params = { ...scopeOf(options), grain, seed, ...given({ methods }) };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.backtest', params),
  );
  const title = `Backtest of ${answer.tested} of ${answer.periods} ${grain}s`;
  const output = metricOutput<BacktestRow>(answer, { title, columns: [] });
  printOutput(run.host, format, {
    ...output,
    text: () =>
      `${title} as of ${answer.asOf}, now by default: ${answer.winner}\n${tableText(columns, answer.summary)}`,
  });
}

const rate = (name: string, of: (row: BacktestSummary) => number | null): Column<BacktestSummary> =>
  numberColumn(name, (row) => rateCell(of(row)));

const ratio = (name: string, of: (row: BacktestSummary) => number | null): Column<BacktestSummary> =>
  numberColumn(name, (row) => of(row)?.toFixed(2) ?? '–');

const columns: Column<BacktestSummary>[] = [
  { header: 'week', cell: (row) => (row.week === null ? 'all' : String(row.week)) },
  { header: 'method', cell: (row) => row.method },
  numberColumn('n', (row) => countCell(row.n)),
  rate('WAPE', (row) => row.wape),
  rate('floor', (row) => row.floor),
  rate('bias', (row) => row.bias),
  ratio('to static', (row) => row.relativeToStatic),
  ratio('to history', (row) => row.relativeToHistory),
  ratio('to conversion', (row) => row.relativeToConversion),
  ratio('pinball', (row) => row.pinball),
  rate('80 % held', (row) => row.coverage80),
];
