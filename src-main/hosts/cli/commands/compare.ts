import { type Command, InvalidArgumentError } from 'commander';
import type { CompareAnswer, CompareFigure, CompareRow, MixCellRow } from '#shared/results/compare';
import type { CliRun } from '../cli-host';
import { countCell, daysCell, emptyCell, rateCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import {
  addScopeOptions,
  formatOf,
  given,
  parseDay,
  parsePositive,
  parseWhole,
  type ScopeOptions,
  scopeOf,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';
import { differenceCell, flatRow, pCell, pointsCell, signed, valueCell } from './compare-cells';

type CompareOptions = ScopeOptions & {
  splitDate?: string;
  transition?: number;
  groups?: (string | null)[];
  baseFrom?: string;
  baseTo?: string;
  stage?: string;
  within?: number;
  curve?: boolean;
};

const help = `
What is compared, one of:
  --split-date D           deals created before that day against those since; --transition leaves out
                           so many days from it on. Never deals closed before against closed after
  --by FIELD --groups A,B  two groups, or with one group that one against all others; without --groups
                           the two that have most deals
  --from --to              a period against the one just before it, or --base-from to --base-to

Both sides are seen up to the same age. The difference stands first, with its 95 % interval. Tests: Gray for
shares, log-rank for times, both inside segments where there are any; "adjusted" is corrected for the number
of stages (Benjamini and Hochberg). "seen" is the smallest difference found four times out of five with so
many deals.

Examples:
  weir compare -w sales.weir --split-date 2017-07-01 --transition 14
  weir compare -w sales.weir --by region --groups West,East --json
  weir compare -w sales.weir --from 2017-10-01 --to 2017-12-31
`;

/** `weir compare`: two periods or groups side by side, or before and after a day. */
export function addCompare(program: Command, run: CliRun): void {
  const command = program
    .command('compare')
    .summary('two periods or groups side by side, or before and after a day')
    .description('Two periods or groups side by side, or before and after a day, with the difference.')
    .option('--split-date <day>', 'compare deals created before this day with those since', parseDay)
    .option('--transition <days>', 'leave out deals of so many days from the split date on', parseDays)
    .option('--by <field>', 'compare groups of this field')
    .option('--groups <a,b>', 'the groups; one alone is compared with all others', parseGroups)
    .option('--base-from <day>', 'first day of the period to compare with', parseDay)
    .option('--base-to <day>', 'its last day, inclusive', parseDay)
    .option('--stage <name>', 'count deals from when they reached this stage')
    .option('--within <days>', 'read both sides at this age in days', parsePositive)
    .option('--curve', 'with the curves of both sides, in JSON');
  addScopeOptions(command).addHelpText('after', help);
  command.action((options: CompareOptions) => printCompare(run, options));
}

function parseDays(text: string): number {
  const days = parseWhole(text);
  if (days < 0) throw new InvalidArgumentError('A number of days is expected.');
  return days;
}

/** Names with commas between them; a comma inside a name is written in quotes, nothing asks for empty. */
function parseGroups(text: string): (string | null)[] {
  const found = text.matchAll(/(?:^|,)\s*(?:"([^"]*)"|([^,]*))/g);
  const names = Array.from(found, ([, quoted, plain]) => quoted ?? plain?.trim() ?? '');
  if (names.length > 2) throw new InvalidArgumentError('One or two groups are expected.');
  return names.map((name) => name || null);
}

async function printCompare(run: CliRun, options: CompareOptions): Promise<void> {
  const format = formatOf(options);
  const { splitDate, transition, groups, baseFrom, baseTo, stage, within, curve } = options;
  const params = {
    ...scopeOf(options),
    ...given({ splitDate, transition, groups, baseFrom, baseTo, stage, within, curve }),
  };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.compare', params),
  );
  printOutput(
    run.host,
    format,
    metricOutput(answer, {
      title: `${answer.compared.label} against ${answer.base.label}`,
      columns: columnsOf(answer),
      csvRows: answer.rows.map(flatRow),
      after: afterText(answer),
    }),
  );
}

const titles: Record<CompareFigure, string> = {
  'win-rate': 'win rate (cohort)',
  'closed-rate': 'win rate (closed)',
  'time-to-close': 'median days to close',
  'time-to-win': 'median days to win',
  step: 'goes further from',
  'stage-time': 'median days in',
};

function columnsOf({ base, compared }: CompareAnswer): Column<CompareRow>[] {
  return [
    { header: 'figure', cell: ({ figure, stage }) => [titles[figure], stage].filter(Boolean).join(' ') },
    numberColumn('difference (95 %)', differenceCell),
    numberColumn('p', ({ p }) => pCell(p)),
    numberColumn('adjusted', ({ p, adjusted }) => (adjusted === p ? emptyCell : pCell(adjusted))),
    numberColumn(plainText(base.label), (row) => valueCell(row, row.base)),
    numberColumn(plainText(compared.label), (row) => valueCell(row, row.compared)),
    numberColumn('n', (row) => `${countCell(row.base.n)} / ${countCell(row.compared.n)}`),
    numberColumn('open', (row) => `${countCell(row.base.open)} / ${countCell(row.compared.open)}`),
    numberColumn('by day', ({ atDays }) => daysCell(atDays)),
    numberColumn('seen', ({ smallest }) => (smallest === null ? emptyCell : pointsCell(smallest))),
  ];
}

function afterText({ power, mix, mixAtDays, scanned, compared, base, stratifiedBy }: CompareAnswer): string {
  const inside = stratifiedBy
    ? `\np of the first two rows compares inside groups by ${plainText(stratifiedBy)}, their intervals all deals together.\n`
    : '';
  const sees = power
    ? `\nWith ${countCell(base.n)} and ${countCell(compared.n)} deals, the smallest change of the win rate that would be seen is ${pointsCell(power.smallest)}; 5 points need ${countCell(power.perSideFor5)} deals a side.\n`
    : '';
  const first = inside + sees;
  const [split] = mix;
  if (!split) return first;
  if (!split.matters) {
    return `${first}The mix of deals does not explain the difference; ${countCell(scanned)} ways to split it were tried.\n`;
  }
  const by = split.labels.map((label) => plainText(label).toLowerCase()).join(' and ');
  const head = `\nShare won by day ${daysCell(mixAtDays)}: ${signed(split.difference * 100)} pt; inside groups by ${by} ${signed(split.rateEffect * 100)}, by their mix ${signed(split.mixEffect * 100)}\n`;
  return `${first}${head}${tableText(
    [
      { header: by, cell: ({ key }) => key },
      numberColumn<MixCellRow>(
        'share of deals',
        ({ share0, share1 }) => `${rateCell(share0)} → ${rateCell(share1)}`,
      ),
      numberColumn<MixCellRow>('won', ({ rate0, rate1 }) => `${rateCell(rate0)} → ${rateCell(rate1)}`),
      numberColumn<MixCellRow>('by rate', ({ rateEffect }) => signed(rateEffect * 100)),
      numberColumn<MixCellRow>('by mix', ({ mixEffect }) => signed(mixEffect * 100)),
    ],
    split.cells,
  )}`;
}
