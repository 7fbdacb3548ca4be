import type { Command } from 'commander';
import type { WinRateRow } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, rateCell, rateIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import {
  addByOption,
  addScopeOptions,
  formatOf,
  given,
  parsePositive,
  scopeOf,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type WinRateOptions = ScopeOptions & { within?: number; booked?: true };

const help = `
Closed rate is won / (won + lost) of the deals that closed in the period, with a Wilson 95 % interval.
Cohort rate is the Aalen–Johansen share won by tau days of the deals created in the period; deals still
open count as unfinished.

Examples:
  weir win-rate -w sales.weir
  weir win-rate -w sales.weir --by owner --from 2017-10-01 --to 2017-12-31 --json
`;

/** `weir win-rate`: the closed rate, the cohort rate and the values behind them. */
export function addWinRate(program: Command, run: CliRun): void {
  const command = program
    .command('win-rate')
    .summary('how many deals are won, of those closed and of those created')
    .description('How many deals are won: of those that closed, and of those that were created.')
    .option('--within <days>', 'the cohort rate at this age in days, instead of tau', parsePositive)
    .option('--booked', 'closings count on the close date of the CRM where the log shows them later');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: WinRateOptions) => printWinRate(run, options));
}

async function printWinRate(run: CliRun, options: WinRateOptions): Promise<void> {
  const format = formatOf(options);
  const params = {
    ...scopeOf(options),
    ...given({ horizon: options.within, closeDate: options.booked && ('booked' as const) }),
  };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.winRate', params),
  );
  printOutput(run.host, format, metricOutput(answer, { title: 'Win rate', columns: columnsOf(options.by) }));
}

function columnsOf(by: string | undefined): Column<WinRateRow>[] {
  return [
    ...keyColumns<WinRateRow>(by),
    numberColumn('created', (row) => countCell(row.created)),
    numberColumn('won', (row) => countCell(row.won)),
    numberColumn('lost', (row) => countCell(row.lost)),
    numberColumn('open', (row) => countCell(row.open)),
    numberColumn('closed rate (95 %)', (row) => rateIntervalCell(row.closedRate, row.low, row.high)),
    numberColumn('by value', (row) => rateCell(row.closedValueRate)),
    numberColumn('cohort rate (95 %)', (row) =>
      rateIntervalCell(row.cohortRate, row.cohortLow, row.cohortHigh),
    ),
    numberColumn('tau days', (row) => daysCell(row.tau)),
    numberColumn('won value', (row) => amountCell(row.wonValue)),
    numberColumn('lost value', (row) => amountCell(row.lostValue)),
    numberColumn('average won', (row) => amountCell(row.averageWon)),
  ];
}
