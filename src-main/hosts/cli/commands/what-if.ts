import { type Command, InvalidArgumentError } from 'commander';
import type { WhatIfAnswer } from '#shared/results/outlook';
import type { CliRun } from '../cli-host';
import { amountCell, rateCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import {
  addScopeOptions,
  formatOf,
  given,
  parseAmount,
  parseDay,
  parsePositive,
  scopeOf,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type Added = { amount: number; chance: number };
type Moved = { id: string; expectedClose: string };
type Known = { id: string; chance: number };
type WhatIfOptions = ScopeOptions & {
  period?: string;
  target?: number;
  conversion?: number;
  cycle?: number;
  size?: number;
  volume?: number;
  exclude?: string[];
  add?: Added[];
  move?: Moved[];
  chance?: Known[];
};

const help = `
Factors of 1 change nothing: --conversion is on the odds of winning, --cycle on the time that deals take.

Examples:
  weir what-if -w sales.weir --period 2026-Q3 --conversion 1.2
  weir what-if -w sales.weir --exclude 0061234 --add 250000@0.6 --move 0065678=2026-10-15
`;

/** `weir what-if`: the forecast with other inputs, beside the one it is. */
export function addWhatIf(program: Command, run: CliRun): void {
  const command = program
    .command('what-if')
    .summary('the forecast with other factors, without a deal, with another, or with a date moved')
    .description('The distribution of a forecast with other inputs, beside the one it is.')
    .option(
      '--period <period>',
      'the period, 2026-Q3 or 2026-07 (default: the quarter that the day after the as-of day lies in)',
    )
    .option('--target <amount>', 'amount to reach: adds the chance of it', parseAmount)
    .option('--conversion <factor>', 'odds of winning, so many times as high', parsePositive)
    .option('--cycle <factor>', 'time that deals take, so many times as long', parsePositive)
    .option('--size <factor>', 'amounts, so many times as large', parsePositive)
    .option('--volume <factor>', 'new deals, so many times as many', parsePositive)
    .option('--exclude <id>', 'leaves an open deal out; repeat for more', collect)
    .option('--add <amount@chance>', 'adds a deal with its chance, 250000@0.6; repeat for more', addDeal)
    .option('--move <id=day>', 'moves the close date of an open deal; repeat for more', moveDeal)
    .option(
      '--chance <id=chance>',
      'gives an open deal a chance of 0 to 1 in the period; repeat for more',
      chanceOfDeal,
    );
  addScopeOptions(command, { weight: false }).addHelpText('after', help);
  command.action((options: WhatIfOptions) => printWhatIf(run, options));
}

async function printWhatIf(run: CliRun, options: WhatIfOptions): Promise<void> {
  const { period, target, conversion, cycle, size, volume, exclude, add, move, chance } = options;
  const params = {
    ...scopeOf(options),
    ...given({ period, target, conversion, cycle, size, volume, exclude, add, move, chances: chance }),
  };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.whatIf', params),
  );
  const rows = [
    { outlook: 'as it is', ...answer.before },
    { outlook: 'with the change', ...answer.after },
  ];
  printOutput(run.host, formatOf(options), {
    document: answer,
    text: () =>
      `What if, ${answer.period} · as of ${answer.asOf} · ${answer.method}\n${tableText(columns, rows)}${unknownText(answer)}`,
    rows,
    warnings: answer.warnings,
  });
}

function unknownText({ unknown }: WhatIfAnswer): string {
  return unknown.length === 0 ? '' : `Not open, so not changed: ${unknown.join(', ')}\n`;
}

const columns: readonly Column<{ outlook: string } & WhatIfAnswer['before']>[] = [
  { header: 'outlook', cell: (row) => row.outlook },
  numberColumn('mean', (row) => amountCell(row.mean)),
  numberColumn('P10', (row) => amountCell(row.p10)),
  numberColumn('P50', (row) => amountCell(row.p50)),
  numberColumn('P90', (row) => amountCell(row.p90)),
  numberColumn('reaches target', (row) => rateCell(row.targetProbability)),
];

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function addDeal(text: string, before: Added[] = []): Added[] {
  const [amount = '', chance = ''] = text.split('@');
  return [
    ...before,
    {
      amount: parseAmount(amount),
      chance: chanceOf(chance, 'Write AMOUNT@CHANCE with a chance of 0 to 1: 250000@0.6.'),
    },
  ];
}

function chanceOfDeal(text: string, before: Known[] = []): Known[] {
  const split = text.lastIndexOf('=');
  const wanted = 'Write ID=CHANCE with a chance of 0 to 1: 0065678=0.9.';
  if (split < 1) throw new InvalidArgumentError(wanted);
  return [...before, { id: text.slice(0, split), chance: chanceOf(text.slice(split + 1), wanted) }];
}

function chanceOf(text: string, wanted: string): number {
  const chance = Number(text);
  if (!(chance >= 0 && chance <= 1) || text.trim() === '') throw new InvalidArgumentError(wanted);
  return chance;
}

function moveDeal(text: string, before: Moved[] = []): Moved[] {
  const split = text.lastIndexOf('=');
  if (split < 1) throw new InvalidArgumentError('Write ID=DAY: 0065678=2026-10-15.');
  return [...before, { id: text.slice(0, split), expectedClose: parseDay(text.slice(split + 1)) }];
}
