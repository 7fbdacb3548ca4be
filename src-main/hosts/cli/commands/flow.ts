import type { Command } from 'commander';
import type { FlowRow } from '#shared/results/flow';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
Counts every move made from --from to --to, loops and deals that came back among them; a deal that makes a
move again counts again. Rows of direction open are what is still in the stage at the end.

Examples:
  weir flow -w sales.weir --from 2026-01-01 --to 2026-03-31
  weir flow -w sales.weir --by owner --format csv
`;

/** `weir flow`: every move between stages, by where from and to. */
export function addFlow(program: Command, run: CliRun): void {
  const command = program
    .command('flow')
    .summary('moves between stages, loops and backward moves included')
    .description('Moves from each stage to each other, loops and backward moves included.');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ScopeOptions) => printFlow(run, options));
}

async function printFlow(run: CliRun, options: ScopeOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.flow', scopeOf(options)),
  );
  printOutput(run.host, format, metricOutput(answer, { title: 'Flow', columns: columnsOf(options.by) }));
}

function columnsOf(by: string | undefined): Column<FlowRow>[] {
  return [
    ...keyColumns<FlowRow>(by),
    { header: 'from', cell: (row) => row.from },
    { header: 'to', cell: (row) => row.to ?? '(still there)' },
    { header: 'direction', cell: (row) => row.direction },
    numberColumn('moves', (row) => countCell(row.count)),
    numberColumn('deals', (row) => countCell(row.deals)),
    numberColumn('value', (row) => amountCell(row.value)),
    numberColumn('median days', (row) => daysCell(row.medianDays)),
  ];
}
