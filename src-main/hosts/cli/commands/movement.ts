import type { Command } from 'commander';
import type { MovedDeal, MovementReason, MovementRow } from '#shared/results/outlook';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, rateCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, given, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type MovementOptions = ScopeOptions & { period?: string; limit?: number };

const help = `
The mean of the forecast of one period as of two days (--from, --to; the as-of day and a week before unless given), and
why it differs. A deal has one reason, and the reasons add up to the change.

Examples:
  weir movement -w sales.weir --period 2026-Q3
  weir movement -w sales.weir --from 2026-05-01 --to 2026-05-15 --json
`;

/** `weir movement`: what moved the forecast of a period between two days. */
export function addMovement(program: Command, run: CliRun): void {
  const command = program
    .command('movement')
    .summary('what moved the forecast since last week, deal by deal')
    .description('What moved the forecast of a period between two days.')
    .option('--period <period>', 'the period, 2026-Q3 or 2026-07 (default: the quarter of the later day)')
    .option('--limit <n>', 'how many deals are named for each reason, 5 unless given', parseWhole);
  addScopeOptions(command, { weight: false }).addHelpText('after', help);
  command.action((options: MovementOptions) => printMovement(run, options));
}

async function printMovement(run: CliRun, options: MovementOptions): Promise<void> {
  const { period, limit } = options;
  const params = { ...scopeOf(options), ...given({ period, limit }) };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.movement', params),
  );
  const { before, after } = answer;
  const title = `Forecast of ${answer.period}: mean ${amountCell(before.mean)} on ${before.asOf}, ${amountCell(after.mean)} on ${after.asOf}`;
  const named = answer.deals.length === 0 ? '' : `\n${tableText(dealColumns, answer.deals)}`;
  printOutput(run.host, formatOf(options), metricOutput(answer, { title, columns, after: named }));
}

const words: Record<MovementReason, string> = {
  won: 'won',
  lost: 'lost',
  created: 'created',
  pushed: 'pushed out',
  pulled: 'pulled in',
  advanced: 'later stage',
  back: 'earlier stage',
  amount: 'amount changed',
  aged: 'open, older',
  other: 'left or came into scope',
  new: 'still to be created',
};

const columns: readonly Column<MovementRow>[] = [
  { header: 'reason', cell: (row) => words[row.reason] },
  numberColumn('deals', (row) => countCell(row.deals)),
  numberColumn('change of the mean', (row) => amountCell(row.amount)),
];

const dealColumns: readonly Column<MovedDeal>[] = [
  { header: 'deal', cell: (row) => row.name ?? row.id },
  { header: 'reason', cell: (row) => words[row.reason] },
  numberColumn('before', (row) => amountCell(row.before)),
  numberColumn('after', (row) => amountCell(row.after)),
  numberColumn('chance before', (row) => rateCell(row.chanceBefore)),
  numberColumn('after', (row) => rateCell(row.chanceAfter)),
];
