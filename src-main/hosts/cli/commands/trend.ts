import { type Command, Option } from 'commander';
import { trendGrains } from '#shared/contract/velocity-params';
import type { TrendRow } from '#shared/results/velocity';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, daysIntervalCell, rateCell, rateIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, given, parsePositive, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type TrendOptions = ScopeOptions & { grain: (typeof trendGrains)[number]; within?: number };

const help = `
Each row is a calendar quarter or month. Medians and win rate are of the deals created in it, with deals
still open as unfinished; win rates of all rows are read at one age, by custom that by which 80 % of the wins
come, and are left out where too few deals are seen that long. Closed rate and naive medians are of the deals
closed in it, which is what most tools print.

Examples:
  weir trend -w sales.weir
  weir trend -w sales.weir --grain month --within 90 --where region=West
`;

/** `weir trend`: time to close, time to win and win rate by the quarter or month of creation. */
export function addTrend(program: Command, run: CliRun): void {
  const command = program
    .command('trend')
    .summary('time to close, time to win and win rate by quarter')
    .description(
      'Time to close, time to win and win rate by the quarter or month in which deals were created.',
    )
    .addOption(new Option('--grain <grain>', 'length of a period').choices(trendGrains).default('quarter'))
    .option('--within <days>', 'the age at which win rates are read', parsePositive);
  addScopeOptions(command).addHelpText('after', help);
  command.action((options: TrendOptions) => printTrend(run, options));
}

async function printTrend(run: CliRun, options: TrendOptions): Promise<void> {
  const format = formatOf(options);
  const { grain, within: horizon } = options;
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.trend', { ...scopeOf(options), grain, ...given({ horizon }) }),
  );
  printOutput(run.host, format, metricOutput(answer, { title: `Trend by ${grain}`, columns }));
}

const columns: Column<TrendRow>[] = [
  { header: 'period', cell: (row) => (row.partial ? `${row.period} *` : row.period) },
  numberColumn('deals', (row) => countCell(row.deals)),
  numberColumn('still open', (row) => rateCell(row.openShare)),
  numberColumn('days to close (95 %)', (row) =>
    daysIntervalCell(row.medianClose, row.medianCloseLow, row.medianCloseHigh),
  ),
  numberColumn('days to win (95 %)', (row) =>
    daysIntervalCell(row.medianWin, row.medianWinLow, row.medianWinHigh),
  ),
  numberColumn('win rate (95 %)', (row) => rateIntervalCell(row.winRate, row.winRateLow, row.winRateHigh)),
  numberColumn('by day', (row) => daysCell(row.atDays)),
  numberColumn('closed', (row) => countCell(row.closed)),
  numberColumn('closed rate (95 %)', (row) =>
    rateIntervalCell(row.closedRate, row.closedRateLow, row.closedRateHigh),
  ),
  numberColumn('naive days to close', (row) => daysCell(row.naiveMedianClose)),
  numberColumn('naive days to win', (row) => daysCell(row.naiveMedianWin)),
];
