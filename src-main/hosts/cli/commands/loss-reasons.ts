import type { Command } from 'commander';
import type { LossReasonRow } from '#shared/results/loss-reasons';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, rateCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
--from and --to bound the day a deal was lost. Reasons are put into two levels by their words; those whose
words are not known stay as the data has them.

Examples:
  weir loss-reasons -w sales.weir
  weir loss-reasons -w sales.weir --by owner --from 2026-01-01
`;

/** `weir loss-reasons`: why deals were lost, and from which stage. */
export function addLossReasons(program: Command, run: CliRun): void {
  const command = program
    .command('loss-reasons')
    .summary('why deals were lost, and from which stage')
    .description('Why deals were lost, in two levels, and from which stage.');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ScopeOptions) => printLossReasons(run, options));
}

async function printLossReasons(run: CliRun, options: ScopeOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.lossReasons', scopeOf(options)),
  );
  const csvRows = answer.rows.map(({ values, ...row }) => ({ ...row, values: values.join('; ') }));
  printOutput(
    run.host,
    format,
    metricOutput(answer, { title: 'Loss reasons', columns: columnsOf(options.by), csvRows }),
  );
}

function columnsOf(by: string | undefined): Column<LossReasonRow>[] {
  return [
    ...keyColumns<LossReasonRow>(by),
    { header: 'category', cell: (row) => row.category ?? (row.reason === null ? '(none given)' : 'Other') },
    { header: 'reason', cell: (row) => row.reason ?? '–' },
    { header: 'lost from', cell: (row) => row.stage ?? '(not known)' },
    numberColumn('deals', (row) => countCell(row.count)),
    numberColumn('share', (row) => rateCell(row.share)),
    numberColumn('value', (row) => amountCell(row.value)),
  ];
}
