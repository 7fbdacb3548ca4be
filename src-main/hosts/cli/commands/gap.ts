import type { Command } from 'commander';
import type { GapAnswer, GapFactor, GapRow, GapStep } from '#shared/results/outlook';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, emptyCell, rateCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, given, parseAmount, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type GapOptions = ScopeOptions & { period?: string; target?: number };

const help = `
The gap is the target less the mean of the forecast. Its parts add up: deals in play, the share of them decided in the
period, the share of those won, and the value of a win, each against what past periods had. Below, how much has to be
created by when to close it, given how long deals take to be won.

Examples:
  weir gap -w sales.weir --period 2026-Q3 --target 1200000
  weir gap -w sales.weir --where owner="Ada Thornbury" --json
`;

/** `weir gap`: what is missing to the target, whether it takes more deals or better conversion, and by when. */
export function addGap(program: Command, run: CliRun): void {
  const command = program
    .command('gap')
    .summary('what is missing to the target: more deals or better conversion, and by when')
    .description('What is missing to the target, split into volume, cycle, conversion and size.')
    .option(
      '--period <period>',
      'the period, 2026-Q3 or 2026-07 (default: the quarter that the day after the as-of day lies in)',
    )
    .option('--target <amount>', 'the target, instead of the one that is set or imported', parseAmount);
  addScopeOptions(command, { weight: false }).addHelpText('after', help);
  command.action((options: GapOptions) => printGap(run, options));
}

async function printGap(run: CliRun, options: GapOptions): Promise<void> {
  const { period, target } = options;
  const params = { ...scopeOf(options), ...given({ period, target }) };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.gap', params),
  );
  const title = `Gap of ${answer.period}: target ${amountCell(answer.target)}, outlook ${amountCell(answer.outlook)}, gap ${amountCell(answer.gap)}`;
  printOutput(
    run.host,
    formatOf(options),
    metricOutput(answer, { title, columns, after: afterText(answer) }),
  );
}

const names: Record<GapFactor, string> = {
  volume: 'deals in play',
  cycle: 'share decided',
  conversion: 'share won of decided',
  size: 'value of a win',
};

function levelCell(factor: GapFactor, level: number): string {
  if (factor === 'volume') return countCell(Math.round(level));
  return factor === 'size' ? amountCell(Math.round(level)) : rateCell(level);
}

const columns: readonly Column<GapRow>[] = [
  { header: 'factor', cell: (row) => names[row.factor] },
  numberColumn('expected', (row) => levelCell(row.factor, row.now)),
  numberColumn('usual', (row) => levelCell(row.factor, row.usual)),
  numberColumn('needed', (row) => levelCell(row.factor, row.needed)),
  numberColumn('part of the gap', (row) => amountCell(row.amount)),
  numberColumn('alone it takes', (row) => levelCell(row.factor, row.alone)),
];

function afterText(answer: GapAnswer): string {
  const { leadTime, lastDay, steps, gap } = answer;
  if (gap === null || gap <= 0 || steps.length === 0) return '';
  const lead =
    leadTime === null || lastDay === null
      ? ''
      : `Half of the wins come within ${countCell(Math.round(leadTime))} days: deals created by ${lastDay} are in time for half of theirs.\n`;
  const table = tableText(
    [
      { header: 'created on', cell: (step: GapStep) => step.day },
      numberColumn('days left', (step: GapStep) => countCell(step.daysLeft)),
      numberColumn('won in time', (step: GapStep) => rateCell(step.share)),
      numberColumn('deals needed', (step: GapStep) =>
        step.deals === null ? emptyCell : countCell(step.deals),
      ),
      numberColumn('value needed', (step: GapStep) =>
        amountCell(step.value === null ? null : Math.round(step.value)),
      ),
    ],
    steps,
  );
  return `\n${lead}${table}`;
}
