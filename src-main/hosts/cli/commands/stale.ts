import type { Command } from 'commander';
import type { LimitRow, OpenDealRow, StaleStage } from '#shared/results/health';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell, emptyCell, rateCell, rateIntervalCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { addLimitOptions, type LimitOptions, limitsOf } from '../limit-options';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

const help = `
A deal is stale by its days in the stage (no-move), without a touch (no-touch), or by win odds that are surely below
half of those at the beginning of the stage (low-odds); a next step that lies ahead puts that off. Limits are learned
by stage and segment from deals that were won: one in ten of them took longer.

--record shows how limits would have done on past quarters: of the deals open on their first days, how many of those
beyond the limit were lost from where they stood (precision), and how many of those lost were beyond it (recall).

Examples:
  weir stale -w sales.weir --rows 20
  weir stale -w sales.weir --limit 45 --touch 21
  weir stale -w sales.weir --record
`;

type StaleOptions = ScopeOptions & LimitOptions & { rows: number; record?: boolean };

/** `weir stale`: open deals that do not move or that nobody works on. */
export function addStale(program: Command, run: CliRun): void {
  const command = program
    .command('stale')
    .summary('open deals that do not move or that nobody works on')
    .description('Open deals that stay too long in their stage or without a touch, the largest first.')
    .option('--rows <n>', 'how many deals', parseWhole, 50)
    .option('--record', 'how the limits would have done on past quarters');
  addScopeOptions(addLimitOptions(command), { weight: false }).addHelpText('after', help);
  command.action((options: StaleOptions) =>
    options.record ? printRecord(run, options) : printStale(run, options),
  );
}

async function printStale(run: CliRun, options: StaleOptions): Promise<void> {
  const format = formatOf(options);
  const params = { ...scopeOf(options), ...limitsOf(options), rows: options.rows };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.stale', params),
  );
  const output = metricOutput(answer, {
    title: `Stale deals · ${countCell(answer.total)} worth ${amountCell(Math.round(answer.staleAmount))}, expected ${amountCell(Math.round(answer.staleExpected))}`,
    columns: dealColumns,
    after: `\n${tableText(stageColumns, answer.stages)}`,
  });
  printOutput(run.host, format, output);
}

const dealColumns: readonly Column<OpenDealRow>[] = [
  { header: 'id', cell: (row) => row.id },
  { header: 'name', cell: (row) => row.name },
  { header: 'owner', cell: (row) => row.owner },
  { header: 'stage', cell: (row) => row.stage },
  numberColumn('amount', (row) => amountCell(row.amount)),
  numberColumn('days in stage', (row) => daysCell(row.daysInStage)),
  numberColumn('limit', (row) => daysCell(row.limit)),
  numberColumn('since touch', (row) => countCell(row.daysSinceTouch)),
  { header: 'why', cell: (row) => row.reasons.join(' ') },
  numberColumn('win odds', (row) => (row.winOdds === null ? emptyCell : row.winOdds.toFixed(2))),
  numberColumn('expected', (row) => amountCell(row.expectedValue)),
];

const stageColumns: readonly Column<StaleStage>[] = [
  { header: 'stage', cell: (row) => row.stage },
  numberColumn('open', (row) => countCell(row.deals)),
  numberColumn('stale', (row) => countCell(row.stale)),
  numberColumn('stale amount', (row) => amountCell(Math.round(row.staleAmount))),
  numberColumn('still expected', (row) => amountCell(Math.round(row.staleExpected))),
  numberColumn('no move', (row) => countCell(row.noMove)),
  numberColumn('no touch', (row) => countCell(row.noTouch)),
  numberColumn('low odds', (row) => countCell(row.lowOdds)),
  numberColumn('snoozed', (row) => countCell(row.snoozed)),
  numberColumn('warn days', (row) => daysCell(row.warnDays)),
  numberColumn('stale days', (row) => daysCell(row.staleDays)),
  numberColumn('touch days', (row) => countCell(row.touchLimit)),
  numberColumn('won stays', (row) => countCell(row.n)),
];

async function printRecord(run: CliRun, options: StaleOptions): Promise<void> {
  const format = formatOf(options);
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.limitRecord', scopeOf(options)),
  );
  const title = `Limits on ${answer.origins.length} past quarters`;
  const tuned = answer.tuned.map(({ stage, level, days }) => `${stage} ${rateCell(level)} ${daysCell(days)}`);
  const after = tuned.length > 0 ? `Tuned, share of winning stays and days: ${tuned.join('; ')}\n` : '';
  printOutput(run.host, format, metricOutput(answer, { title, columns: recordColumns, after }));
}

const names: Readonly<Record<string, string>> = {
  warn: 'learned P80',
  stale: 'learned P90',
  tuned: 'learned, tuned',
};
const recordColumns: readonly Column<LimitRow>[] = [
  {
    header: 'limit',
    cell: ({ limit }) => (typeof limit === 'number' ? `${limit} days` : (names[limit] ?? limit)),
  },
  numberColumn('deals', (row) => countCell(row.n)),
  numberColumn('beyond', (row) => countCell(row.flagged)),
  numberColumn('lost there', (row) => countCell(row.lost)),
  numberColumn('both', (row) => countCell(row.caught)),
  numberColumn('precision (95 %)', (row) =>
    rateIntervalCell(row.precision, row.precisionLow, row.precisionHigh),
  ),
  numberColumn('recall (95 %)', (row) => rateIntervalCell(row.recall, row.recallLow, row.recallHigh)),
  numberColumn('F1', (row) => (row.f1 === null ? emptyCell : row.f1.toFixed(3))),
];
