import type { Command } from 'commander';
import type { VelocityRow } from '#shared/results/velocity';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysIntervalCell, emptyCell, rateIntervalCell } from '../format/cells';
import type { Column } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addByOption, addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
Value a day = open deals × share won × mean booked value of a win / mean days open of all deals. By Little's
law the days are those of all deals, won, lost and still open; the textbook takes the won ones alone. Deals
open longer than 99 % of the wins take are dormant and left out. Beside it stands what was won a day in the
91 days up to the as-of day; more than 20 % apart, the pipeline is not stationary.

--from and --to bound the creation of the deals that share and days are of, and the closing of the wins.

Examples:
  weir velocity -w sales.weir
  weir velocity -w sales.weir --by segment --json
`;

/** `weir velocity`: what the pipeline yields a day, by its four factors. */
export function addVelocity(program: Command, run: CliRun): void {
  const command = program
    .command('velocity')
    .summary('what the pipeline yields a day, by its four factors')
    .description('What the pipeline yields a day: open deals × share won × value of a win / days open.');
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ScopeOptions) => printVelocity(run, options));
}

async function printVelocity(run: CliRun, options: ScopeOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.velocity', scopeOf(options)),
  );
  const view = { title: 'Pipeline velocity', columns: columnsOf(options.by) };
  printOutput(run.host, format, metricOutput(answer, view));
}

type Bound = number | null;

/** An amount to the unit with its interval: `1,234 (1,100–1,380)`. */
function amounts(value: Bound, low: Bound, high: Bound): string {
  const whole = (amount: Bound) => (amount === null ? '' : amountCell(Math.round(amount)));
  if (value === null) return emptyCell;
  return low === null && high === null ? whole(value) : `${whole(value)} (${whole(low)}–${whole(high)})`;
}

function gapCell(gap: Bound): string {
  return gap === null ? emptyCell : `${gap > 0 ? '+' : ''}${Math.round(gap * 100)} %`;
}

function columnsOf(by: string | undefined): Column<VelocityRow>[] {
  return [
    ...keyColumns<VelocityRow>(by),
    numberColumn('open', (row) => countCell(row.open)),
    numberColumn('dormant', (row) => countCell(row.dormant)),
    numberColumn('share won (95 %)', (row) => rateIntervalCell(row.winRate, row.winRateLow, row.winRateHigh)),
    numberColumn('value of a win (95 %)', (row) =>
      amounts(row.averageWon, row.averageWonLow, row.averageWonHigh),
    ),
    numberColumn('days open (95 %)', (row) =>
      daysIntervalCell(row.daysOpen, row.daysOpenLow, row.daysOpenHigh),
    ),
    numberColumn('value a day (95 %)', (row) => amounts(row.velocity, row.low, row.high)),
    numberColumn('textbook', (row) => amounts(row.textbook, null, null)),
    numberColumn('won a day (95 %)', (row) => amounts(row.realised, row.realisedLow, row.realisedHigh)),
    numberColumn('gap', (row) => gapCell(row.gap)),
    numberColumn('textbook gap', (row) => gapCell(row.textbookGap)),
  ];
}
