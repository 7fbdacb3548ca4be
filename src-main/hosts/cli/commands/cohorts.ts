import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CohortGrain, cohortGrains } from '#shared/contract/cohort-params';
import type { CohortDevelopment, CohortRow, CohortsAnswer, CreateAndCloseRow } from '#shared/results/cohorts';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, emptyCell, rateCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import {
  addByOption,
  addScopeOptions,
  formatOf,
  given,
  parsePositive,
  scopeOf,
  workspaceOf,
} from '../options';
import { type Output, printOutput } from '../output';
import { withWorkspace } from '../session';

type CohortsOptions = ScopeOptions & {
  grain: CohortGrain;
  ageStep?: number;
  develop?: 'won' | 'lost' | true;
};

/** So many ages fit on a terminal; all of them are in JSON and CSV. */
const mostAges = 12;

const help = `
A cohort is the deals created in one month or quarter of the fiscal year; the period bounds the day of creation.
Cells count what was won by that age, in days; * marks those not all deals of the cohort were seen through.
--develop adds what each cohort comes to: by chain ladder with Mack's error, the two youngest by what they were
created with (Cape Cod), with a 95 % band; it takes 5 cohorts and 10 wins in the first step of age. Deal by deal
adds to what has come the chance of each open deal at its age, by the curve of all cohorts.
Created and closed: of the deals won in a period, those that were also created in it.

Examples:
  weir cohorts -w sales.weir --grain month
  weir cohorts -w sales.weir --age-step 30 --develop --value --json
`;

/** `weir cohorts`: what became of deals by when they were created and how old they are. */
export function addCohorts(program: Command, run: CliRun): void {
  const command = program
    .command('cohorts')
    .summary('won and lost by when deals were created and by their age')
    .description('Won and lost by when deals were created and by their age.')
    .addOption(new Option('--grain <grain>', 'length of a cohort').choices(cohortGrains).default('quarter'))
    .option(
      '--age-step <days>',
      'length of a step of age (default: 30.44 or 91.31, like the cohort)',
      parsePositive,
    )
    .option(
      '--develop [outcome]',
      'what young cohorts come to, of deals won (default) or lost',
      parseOutcome,
    );
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: CohortsOptions) => printCohorts(run, options));
}

function parseOutcome(text: string): 'won' | 'lost' {
  if (text === 'won' || text === 'lost') return text;
  throw new InvalidArgumentError('Choose won or lost.');
}

async function printCohorts(run: CliRun, options: CohortsOptions): Promise<void> {
  const format = formatOf(options);
  const { grain, ageStep } = options;
  const develop = options.develop === true ? 'won' : options.develop;
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.cohorts', { ...scopeOf(options), grain, ...given({ ageStep, develop }) }),
  );
  printOutput(run.host, format, outputOf(answer, options));
}

function outputOf(answer: CohortsAnswer, options: CohortsOptions): Output {
  const { document, rows, warnings } = metricOutput(answer, { title: '', columns: [] });
  return { document, rows: rows ?? [], warnings: warnings ?? [], text: () => textOf(answer, options) };
}

/** The triangle as far as it fits, then what is created and closed in one period, then what cohorts come to. */
function textOf(answer: CohortsAnswer, { by, value = false }: CohortsOptions): string {
  const ages = [...new Set(answer.rows.map(({ age }) => age))].sort((a, b) => a - b);
  const left = ages.length - mostAges;
  const after = [
    left > 0
      ? `${countCell(left)} more ages, to ${daysCell(ages.at(-1))} days, with --format csv or json\n`
      : '',
    `\nCreated and closed in one ${answer.grain}\n${tableText(closingColumns(by), answer.createAndClose)}`,
    answer.develop && answer.develop.length > 0
      ? `\nComing to\n${tableText(developColumns(by, value), answer.develop)}`
      : '',
  ].join('');
  const title = `Cohorts by ${answer.grain}, ${value ? 'value won' : 'won'} by age in days`;
  const columns = triangleColumns(by, ages.slice(0, mostAges), value);
  return metricOutput({ ...answer, rows: triangleRows(answer) }, { title, columns, after }).text();
}

type TriangleRow = { key?: string | null; cohort: string; deals: number; cells: Map<number, CohortRow> };

/** One row a cohort, its cells by age. */
function triangleRows({ rows }: CohortsAnswer): TriangleRow[] {
  const found = new Map<string, TriangleRow>();
  for (const row of rows) {
    const id = JSON.stringify([row.key, row.cohort]);
    const known = found.get(id) ?? {
      ...given({ key: row.key }),
      cohort: row.cohort,
      deals: row.deals,
      cells: new Map(),
    };
    known.cells.set(row.age, row);
    found.set(id, known);
  }
  return [...found.values()];
}

function triangleColumns(by: string | undefined, ages: number[], value: boolean): Column<TriangleRow>[] {
  return [
    ...keyColumns<TriangleRow>(by),
    { header: 'cohort', cell: (row) => row.cohort },
    numberColumn('deals', (row) => countCell(row.deals)),
    ...ages.map((age) =>
      numberColumn<TriangleRow>(daysCell(age), ({ cells }) => {
        const cell = cells.get(age);
        if (!cell) return ' ';
        const text = value ? amountCell(Math.round(cell.wonValue)) : countCell(cell.won);
        return cell.observed ? text : `${text}*`;
      }),
    ),
  ];
}

function closingColumns(by: string | undefined): Column<CreateAndCloseRow>[] {
  return [
    ...keyColumns<CreateAndCloseRow>(by),
    { header: 'period', cell: (row) => (row.partial ? `${row.period} *` : row.period) },
    numberColumn('created', (row) => countCell(row.created)),
    numberColumn('won within', (row) => countCell(row.wonInside)),
    numberColumn('of created (95 %)', (row) => rateIntervalCell(row.rate, row.low, row.high)),
    numberColumn('of all won (95 %)', (row) => rateIntervalCell(row.share, row.shareLow, row.shareHigh)),
    numberColumn('value', (row) => amountCell(row.wonInsideValue)),
    numberColumn('of value won', (row) => rateCell(row.shareValue)),
  ];
}

function developColumns(by: string | undefined, value: boolean): Column<CohortDevelopment>[] {
  const cell = (amount: number) => (value ? countCell(amount) : daysCell(amount));
  return [
    ...keyColumns<CohortDevelopment>(by),
    { header: 'cohort', cell: (row) => row.cohort },
    { header: 'method', cell: (row) => row.method },
    numberColumn('observed to day', (row) => daysCell(row.age)),
    numberColumn('so far', (row) => cell(row.soFar)),
    numberColumn('developed', (row) => rateCell(row.developed)),
    numberColumn('comes to (95 %)', (row) => `${cell(row.ultimate)} (${cell(row.low)}–${cell(row.high)})`),
    numberColumn('deal by deal', (row) =>
      row.byDeals === null ? emptyCell : `${cell(row.byDeals)}${bandText(row, cell)}`,
    ),
  ];
}

function bandText({ byDealsLow, byDealsHigh }: CohortDevelopment, cell: (amount: number) => string): string {
  return byDealsLow === null || byDealsHigh === null ? '' : ` (${cell(byDealsLow)}–${cell(byDealsHigh)})`;
}
