import { type Command, Option } from 'commander';
import { type FigureUnit, figureUnits } from '#shared/model/asked-figure';
import type { MatchAnswer, MatchRow } from '#shared/results/match';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, emptyCell } from '../format/cells';
import type { Column } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, given, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

/** --value is the figure here, not the weight it is elsewhere. */
type MatchOptions = Omit<ScopeOptions, 'value'> & {
  value: string;
  period?: string;
  unit?: FigureUnit;
  limit?: number;
};

const help = `
Tries outcomes, amounts, lengths and steps of the funnel: by every date, for all deals and for each value of each
field with few, converted and as they stand. What is written like the figure once rounded to as many digits
matches; plain ways to count come first. Where none matches, the nearest are shown. Without --period, all time,
this and the last quarter and year are tried.

Examples:
  weir match -w sales.weir --value 63.15%
  weir match -w sales.weir --value 1.2M --period 2017-Q4
  weir match -w sales.weir --value 47 --unit days --where region=West --json
`;

/** `weir match`: which way to count gives a figure that was seen elsewhere. */
export function addMatch(program: Command, run: CliRun): void {
  const command = program
    .command('match')
    .summary('which definition, date, currency and filter give a figure seen elsewhere')
    .description('Which definition, date field, currency and filter give the figure that a CRM shows.');
  addScopeOptions(command, { weight: false })
    .requiredOption('--value <figure>', 'the figure as it is shown: 63.15%, 0.63, 1,240, 1.2M, 47')
    .option('--period <period>', '2017, 2017-Q4, 2017-12 or FY2017-Q4')
    .addOption(
      new Option('--unit <unit>', 'what the figure counts, where that is known').choices(figureUnits),
    )
    .option('--limit <n>', 'at most this many rows (default: 20)', parseWhole)
    .addHelpText('after', help);
  command.action((options: MatchOptions) => printMatch(run, options));
}

async function printMatch(run: CliRun, options: MatchOptions): Promise<void> {
  const format = formatOf(options);
  const { value, period, unit, limit, ...rest } = options;
  const params = { ...scopeOf(rest), value, ...given({ period, unit, limit }) };
  const answer = await withWorkspace(run.host, workspaceOf(rest), ({ call }) => call('metric.match', params));
  const output = metricOutput(answer, { title: `Match of ${value}`, columns });
  printOutput(run.host, format, { ...output, text: () => `${verdict(answer)}\n${output.text()}` });
}

function verdict({ asked, rows, searched }: MatchAnswer): string {
  const tried = searched.reduce((sum, one) => sum + one.tried, 0);
  const matching = searched.reduce((sum, one) => sum + one.matching, 0);
  const [first] = rows;
  if (!first) return `Nothing could be counted that ${asked} could be.`;
  const what = [first.label, ...wordsOf(first)].join(', ');
  return matching === 0
    ? `None of ${countCell(tried)} figures is ${asked}. The nearest is ${figureCell(first)}: ${what}.`
    : `${countCell(matching)} of ${countCell(tried)} figures ${matching === 1 ? 'is' : 'are'} ${asked}. The plainest: ${what}.`;
}

function wordsOf(row: MatchRow): string[] {
  return [stageText(row), dateText(row), filterText(row)].filter((text) => text !== emptyCell);
}

const columns: Column<MatchRow>[] = [
  { header: 'matches', cell: (row) => (row.matches ? 'yes' : 'near') },
  numberColumn('figure', figureCell),
  { header: 'what', cell: (row) => row.label },
  { header: 'stage', cell: stageText },
  { header: 'date', cell: dateText },
  { header: 'filter', cell: filterText },
  { header: 'currency', cell: ({ currency }) => (currency === 'own' ? 'as it stands' : emptyCell) },
  numberColumn('deals', (row) => countCell(row.n)),
  numberColumn('alike', (row) => (row.alike === 0 ? emptyCell : countCell(row.alike))),
  { header: 'page', cell: (row) => row.page?.page ?? emptyCell },
];

function figureCell({ unit, value }: MatchRow): string {
  if (unit === 'rate') return `${(value * 100).toFixed(2)} %`;
  if (unit === 'days') return daysCell(value);
  return unit === 'count' ? countCell(value) : amountCell(value);
}

function stageText({ stage, funnelDefinition }: MatchRow): string {
  return stage === null ? emptyCell : `${stage} (${funnelDefinition})`;
}

function dateText({ dateField, periodLabel }: MatchRow): string {
  return dateField === null ? 'all time' : `${dateField} in ${periodLabel}`;
}

function filterText({ filter, newest }: MatchRow): string {
  if (newest) return 'newest life of each deal';
  return filter ? `${filter.field} = ${filter.values[0] ?? '(empty)'}` : emptyCell;
}
