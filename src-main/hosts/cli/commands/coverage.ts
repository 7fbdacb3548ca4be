import type { Command } from 'commander';
import type { CoverageAnswer, CoverageRow } from '#shared/results/coverage';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, emptyCell, rateCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, given, parseAmount, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type CoverageOptions = ScopeOptions & { period?: string; target?: number };

const help = `
Coverage is the amount that is open and due in the period by what is still to win: target less won to date. Needed
is what past periods needed with as many days left: one over the share of the value due then that was won.

Examples:
  weir coverage -w sales.weir --period 2026-Q3
  weir coverage -w sales.weir --period 2026-Q3 --target 1200000 --json
  weir coverage -w sales.weir --period 2026-Q3 --by owner
`;

/** `weir coverage`: what is open and due against what is still to win, and how much past periods needed. */
export function addCoverage(program: Command, run: CliRun): void {
  const command = program
    .command('coverage')
    .summary('what is open and due by what is still to win, and what past periods needed')
    .description(
      'What is open and due in a period by what is still to win, and how much past periods needed.',
    )
    .option(
      '--period <period>',
      'the period, 2026-Q3 or 2026-07 (default: the quarter that the day after the as-of day lies in)',
    )
    .option('--target <amount>', 'the target, instead of the one that is set or imported', parseAmount);
  addScopeOptions(addByOption(command), { weight: false }).addHelpText('after', help);
  command.action((options: CoverageOptions) => printCoverage(run, options));
}

async function printCoverage(run: CliRun, options: CoverageOptions): Promise<void> {
  const { period, target } = options;
  const params = { ...scopeOf(options), ...given({ period, target }) };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.coverage', params),
  );
  const title = `Coverage of ${answer.period}, ${countCell(answer.daysLeft)} days left`;
  const after = answer.past.length === 0 ? '' : `\n${tableText(pastColumns, answer.past)}`;
  printOutput(
    run.host,
    formatOf(options),
    metricOutput(answer, { title, columns: columnsOf(options.by), after }),
  );
}

function columnsOf(by: string | undefined): Column<CoverageRow>[] {
  return [
    ...keyColumns<CoverageRow>(by),
    numberColumn('target', (row) => amountCell(row.target)),
    numberColumn('won to date', (row) => amountCell(row.wonToDate)),
    numberColumn('to go', (row) => amountCell(row.toGo)),
    numberColumn('due', (row) => amountCell(row.due)),
    numberColumn('deals', (row) => countCell(row.dueDeals)),
    numberColumn('coverage', (row) => timesCell(row.coverage)),
    numberColumn('needed (P20–P80)', (row) => needCell(row.needed, row.neededLow, row.neededHigh)),
    numberColumn('with what was not due', (row) =>
      needCell(row.neededWithRest, row.neededWithRestLow, row.neededWithRestHigh),
    ),
    numberColumn('periods', (row) => countCell(row.periods)),
  ];
}

const pastColumns: readonly Column<CoverageAnswer['past'][number]>[] = [
  { header: 'past period', cell: (row) => row.period },
  { header: 'on', cell: (row) => row.day },
  numberColumn('due', (row) => amountCell(row.due)),
  numberColumn('won of it', (row) => amountCell(row.wonOfDue)),
  numberColumn('share', (row) => rateCell(row.conversion)),
  numberColumn('won in the rest', (row) => amountCell(row.restWon)),
];

function timesCell(times: number | null): string {
  return times === null ? emptyCell : `${times.toFixed(1)}×`;
}

function needCell(needed: number | null, low: number | null, high: number | null): string {
  if (needed === null || (low === null && high === null)) return timesCell(needed);
  const end = (times: number | null) => (times === null ? '' : times.toFixed(1));
  return `${timesCell(needed)} (${end(low)}–${end(high)})`;
}
