import type { Command } from 'commander';
import type { TimeInStageRow } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, daysIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
One visit is one stay of one deal in one stage, whatever ends it. Visits still going on count as
unfinished; the naive mean averages only those that ended.

Examples:
  weir time-in-stage -w sales.weir
  weir time-in-stage -w sales.weir --by owner --format csv
`;

/** `weir time-in-stage`: how long visits to each stage last. */
export function addTimeInStage(program: Command, run: CliRun): void {
  const command = program
    .command('time-in-stage')
    .summary('how long deals stay in each stage')
    .description('How long deals stay in each stage.');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ScopeOptions) => printTimeInStage(run, options));
}

async function printTimeInStage(run: CliRun, options: ScopeOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.timeInStage', scopeOf(options)),
  );
  const view = { title: 'Time in stage', columns: columnsOf(options.by) };
  printOutput(run.host, format, metricOutput(answer, view));
}

function columnsOf(by: string | undefined): Column<TimeInStageRow>[] {
  return [
    ...keyColumns<TimeInStageRow>(by),
    { header: 'stage', cell: (row) => row.stage },
    numberColumn('visits', (row) => countCell(row.visits)),
    numberColumn('ended', (row) => countCell(row.n)),
    numberColumn('open', (row) => countCell(row.open)),
    numberColumn('median days (95 %)', (row) => daysIntervalCell(row.median, row.low, row.high)),
    numberColumn('p80', (row) => daysCell(row.p80)),
    numberColumn('p90', (row) => daysCell(row.p90)),
    numberColumn('restricted mean', (row) => daysCell(row.restrictedMean)),
    numberColumn('naive mean', (row) => daysCell(row.naiveMean)),
  ];
}
