import type { Command } from 'commander';
import type { SlippageRow } from '#shared/results/changes';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, rateCell, rateIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, given, parseDay, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type SlippageOptions = ScopeOptions & { closeFrom?: string; closeTo?: string };

const help = `
Due is an open deal whose close date, as known at the end of --from, is after that day and not after --to (or
from --close-from to --close-to). What became of it is looked at at the end of --to; slipped is open with a
later date. A push is a move of a close date to a later day while the deal is open.

Examples:
  weir slippage -w sales.weir --from 2017-09-30 --to 2017-12-31
  weir slippage -w sales.weir --by owner --json
`;

/** `weir slippage`: what became of the deals that were due, and how often close dates were pushed. */
export function addSlippage(program: Command, run: CliRun): void {
  const command = program
    .command('slippage')
    .summary('what became of the deals that were due, and pushed close dates')
    .description('What became of the deals that were due, and how often close dates were pushed.')
    .option('--close-from <day>', 'first close date that is due', parseDay)
    .option('--close-to <day>', 'last close date that is due', parseDay);
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: SlippageOptions) => printSlippage(run, options));
}

async function printSlippage(run: CliRun, options: SlippageOptions): Promise<void> {
  const format = formatOf(options);
  const { closeFrom, closeTo } = options;
  const params = { ...scopeOf(options), ...given({ closeFrom, closeTo }) };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.slippage', params),
  );
  printOutput(run.host, format, metricOutput(answer, { title: 'Slippage', columns: columnsOf(options.by) }));
}

function columnsOf(by: string | undefined): Column<SlippageRow>[] {
  return [
    ...keyColumns<SlippageRow>(by),
    numberColumn('due', (row) => countCell(row.due)),
    numberColumn('won', (row) => countCell(row.won)),
    numberColumn('lost', (row) => countCell(row.lost)),
    numberColumn('slipped', (row) => countCell(row.slipped)),
    numberColumn('still due', (row) => countCell(row.stillDue)),
    numberColumn('slip rate (95 %)', (row) => rateIntervalCell(row.slipRate, row.low, row.high)),
    numberColumn('by value', (row) => rateCell(row.slipValueRate)),
    numberColumn('due value', (row) => amountCell(row.dueValue)),
    numberColumn('pulled forward', (row) => countCell(row.pulledForward)),
    numberColumn('pushes', (row) => countCell(row.pushes)),
    numberColumn('median days', (row) => daysCell(row.medianPushDays)),
    numberColumn('beyond period', (row) => countCell(row.periodPushes)),
    numberColumn('by a rule', (row) => countCell(row.rolledPushes)),
  ];
}
