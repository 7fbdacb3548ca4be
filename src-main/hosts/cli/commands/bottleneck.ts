import type { Command } from 'commander';
import type { BottleneckRow } from '#shared/results/velocity';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, daysIntervalCell, emptyCell, rateIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
Stages by the median length of a visit, the slowest first. The share is that of all days that deals spend in
stages. A stage is told from the next one only where the interval of their difference lies above zero.

Examples:
  weir bottleneck -w sales.weir
  weir bottleneck -w sales.weir --by segment
`;

/** `weir bottleneck`: the slowest stage, and how sure that is. */
export function addBottleneck(program: Command, run: CliRun): void {
  const command = program
    .command('bottleneck')
    .summary('the slowest stage, and how sure that is')
    .description('Stages by how long deals stay, the slowest first, and how sure their order is.');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ScopeOptions) => printBottleneck(run, options));
}

async function printBottleneck(run: CliRun, options: ScopeOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.bottleneck', scopeOf(options)),
  );
  const view = { title: 'Bottleneck', columns: columnsOf(options.by) };
  printOutput(run.host, format, metricOutput(answer, view));
}

function columnsOf(by: string | undefined): Column<BottleneckRow>[] {
  return [
    ...keyColumns<BottleneckRow>(by),
    numberColumn('place', (row) => countCell(row.place)),
    { header: 'stage', cell: (row) => row.stage },
    numberColumn('visits', (row) => countCell(row.visits)),
    numberColumn('median days (95 %)', (row) => daysIntervalCell(row.median, row.low, row.high)),
    numberColumn('p80', (row) => daysCell(row.p80)),
    numberColumn('p90', (row) => daysCell(row.p90)),
    numberColumn('restricted mean', (row) => daysCell(row.restrictedMean)),
    numberColumn('share of all days (95 %)', (row) =>
      rateIntervalCell(row.share, row.shareLow, row.shareHigh),
    ),
    { header: 'next', cell: (row) => row.next ?? emptyCell },
    numberColumn('days longer (95 %)', (row) =>
      daysIntervalCell(row.difference, row.differenceLow, row.differenceHigh),
    ),
    { header: 'told apart', cell: toldApart },
  ];
}

function toldApart(row: BottleneckRow): string {
  if (row.next === null) return emptyCell;
  return row.separable ? 'yes' : 'not separable';
}
