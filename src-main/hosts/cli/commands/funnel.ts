import { type Command, Option } from 'commander';
import type { Within } from '#shared/model/within';
import { type FunnelDefinition, type FunnelRow, funnelDefinitions } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, rateCell, rateIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, given, parseWindow, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type FunnelOptions = ScopeOptions & {
  definition: FunnelDefinition;
  within?: Within;
  cohortField: 'created' | 'entered';
};

const help = `
Definitions:
  reached  stood in the stage or a later one; a skipped stage counts as passed (default)
  strict   visited every stage up to this one, in order
  any      ever visited the stage, in whatever order
  direct   visited the stage; conversion counts moves straight to the next one

Conversion is the Aalen–Johansen share that goes further: deals still open count as unfinished, not as
failures. The naive rate beside it is advanced / entered, the figure most tools print.

Examples:
  weir funnel -w sales.weir
  weir funnel -w sales.weir --by owner --where region=West --within 90
  weir funnel -w sales.weir --within Qualify=30,Proposal=60
`;

/** `weir funnel`: how many deals reach each stage and how many of them go further. */
export function addFunnel(program: Command, run: CliRun): void {
  const command = program
    .command('funnel')
    .summary('how many deals reach each stage, and how many go further')
    .description('How many deals reach each stage, and how many of them go further.')
    .addOption(
      new Option('--definition <name>', 'what reaching a stage means')
        .choices(funnelDefinitions)
        .default('reached'),
    )
    .option(
      '--within <days>',
      'conversion by this age in days instead of the last supported one; by stage as Qualify=30,Proposal=60',
      parseWindow,
    )
    .addOption(
      new Option('--cohort-field <date>', 'what --from and --to bound: creation, or entry into the stage')
        .choices(['created', 'entered'])
        .default('created'),
    );
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: FunnelOptions) => printFunnel(run, options));
}

async function printFunnel(run: CliRun, options: FunnelOptions): Promise<void> {
  const format = formatOf(options);
  const { definition, within, cohortField, by } = options;
  const params = { ...scopeOf(options), definition, cohortField, ...given({ within }) };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.funnel', params),
  );
  printOutput(
    run.host,
    format,
    metricOutput(answer, { title: `Funnel (${definition})`, columns: columnsOf(by) }),
  );
}

function columnsOf(by: string | undefined): Column<FunnelRow>[] {
  return [
    ...keyColumns<FunnelRow>(by),
    { header: 'stage', cell: (row) => row.stage },
    numberColumn('entered', (row) => countCell(row.entered)),
    numberColumn('advanced', (row) => countCell(row.advanced)),
    numberColumn('lost', (row) => countCell(row.lost)),
    numberColumn('open', (row) => countCell(row.open)),
    numberColumn('conversion (95 %)', (row) => rateIntervalCell(row.conversion, row.low, row.high)),
    numberColumn('by day', (row) => daysCell(row.atDays)),
    numberColumn('undecided', (row) => rateCell(row.undecided)),
    numberColumn('naive', (row) => rateCell(row.naive)),
    numberColumn('from start', (row) => rateCell(row.fromStart)),
    numberColumn('value entered', (row) => amountCell(row.valueEntered)),
    numberColumn('value advanced', (row) => amountCell(row.valueAdvanced)),
    numberColumn('median days', (row) => daysCell(row.medianDays)),
  ];
}
