import type { Command } from 'commander';
import type { HealthAnswer, HealthCheck, HealthScore } from '#shared/results/health';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, emptyCell, rateCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { addLimitOptions, type LimitOptions, limitsOf } from '../limit-options';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
Checks have a value, a limit and the same value on 12 earlier days, four weeks apart (history). Where a limit is not
none at all, it is what is usual: the mean of the earlier values and three of their standard deviations.

Examples:
  weir health -w sales.weir
  weir health -w sales.weir --as-of 2026-03-31 --where owner="Anna Snelling" --json
`;

/** `weir health`: what is out of order in the open pipeline, and scores of the whole. */
export function addHealth(program: Command, run: CliRun): void {
  const command = program
    .command('health')
    .summary('what is stuck or missing in the open pipeline')
    .description('What is stuck, overdue, missing or unusual in the open pipeline, with scores of the whole.')
    .option('--all', 'also the checks that are within their limits');
  addScopeOptions(addLimitOptions(command), { weight: false }).addHelpText('after', help);
  command.action((options: HealthOptions) => printHealth(run, options));
}

type HealthOptions = ScopeOptions & LimitOptions & { all?: boolean };

async function printHealth(run: CliRun, options: HealthOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.health', { ...scopeOf(options), ...limitsOf(options) }),
  );
  const rows = options.all ? answer.rows : answer.alerts;
  const csvRows = rows.map(({ history, ...row }) => row);
  const output = metricOutput(
    { ...answer, rows },
    { title: 'Health', columns: checkColumns, csvRows, after: `\n${scoresText(answer)}` },
  );
  printOutput(run.host, format, { ...output, document: answer });
}

const checkColumns: readonly Column<HealthCheck>[] = [
  { header: 'severity', cell: (row) => row.severity ?? emptyCell },
  { header: 'code', cell: (row) => row.code },
  { header: 'what', cell: (row) => row.title },
  numberColumn('value', (row) => valueCell(row, row.value)),
  numberColumn('limit', (row) => valueCell(row, row.limit)),
  { header: 'unit', cell: (row) => row.unit },
  numberColumn('deals', (row) => countCell(row.deals)),
  numberColumn('amount', (row) => amountCell(Math.round(row.amount))),
];

function valueCell({ unit }: HealthCheck, value: number | null): string {
  return unit === 'share' ? rateCell(value) : unit === 'deals' ? countCell(value) : daysCell(value);
}

function scoresText({ scores }: HealthAnswer): string {
  const columns: readonly Column<[string, HealthScore]>[] = [
    { header: 'score', cell: ([name]) => name },
    numberColumn('share', ([, { value }]) => rateCell(value)),
    {
      header: 'of the open deals',
      cell: ([, { deals, of, text }]) => `${countCell(deals)} of ${countCell(of)} ${text}`,
    },
  ];
  return tableText(columns, Object.entries(scores));
}
