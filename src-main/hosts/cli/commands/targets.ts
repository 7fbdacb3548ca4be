import { type Command, Option } from 'commander';
import type { TargetRow, TargetsResult } from '#shared/results/plan';
import { type AuthorOptions, addAuthorOption, authorOf } from '../author';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, emptyCell, rateCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { numberColumn } from '../metric-output';
import {
  addWorkspaceOption,
  formatOf,
  given,
  parseAmount,
  parseDay,
  type WorkspaceOptions,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace, withWritableWorkspace } from '../session';

type PeriodOptions = WorkspaceOptions & { period?: string };
type ListOptions = PeriodOptions & { asOf?: string };
type GroupOptions = PeriodOptions & AuthorOptions & { period: string; owner?: string; team?: string };
type SetOptions = GroupOptions & { amount: number };

const help = `
Examples:
  weir targets -w sales.weir --period 2026-Q3
  weir targets set -w sales.weir --period 2026-Q3 --amount 1200000
  weir targets set -w sales.weir --period 2026-07 --owner "Ada Thornbury" --amount 90000
  weir targets remove -w sales.weir --period 2026-07 --owner "Ada Thornbury"
`;

/** `weir targets`: what each group is to sell in a period; `set` and `remove` for those by hand. */
export function addTargets(program: Command, run: CliRun): void {
  const targets = program
    .command('targets')
    .summary('targets of the company, teams and owners; set them by hand')
    .description('What is to be sold: targets of files and those set by hand, which go before them.');
  const list = targets
    .command('list', { isDefault: true })
    .description(
      'Prints the target of each group for a period: its own, or the sum of the months and groups in it.',
    )
    .option(
      '--period <period>',
      'the period, 2026-Q3, 2026-07 or 2026 (default: the quarter that the day after the as-of day lies in)',
    )
    .option('--as-of <day>', 'the day whose quarter it is', parseDay);
  addWorkspaceOption(list)
    .addHelpText('after', help)
    .action((options: ListOptions) => listTargets(run, options));
  const set = targets
    .command('set')
    .description(
      'Sets a target by hand. It goes before imported ones; what was set before is kept in the log.',
    )
    .requiredOption('--amount <amount>', 'what is to be won, in the currency of the workspace', parseAmount);
  addGroupOptions(set).action((options: SetOptions) => setTarget(run, options, options.amount));
  const remove = targets
    .command('remove')
    .description('Takes a target set by hand back: an imported one holds again, or none.');
  addGroupOptions(remove).action((options: GroupOptions) => setTarget(run, options, null));
}

function addGroupOptions(command: Command): Command {
  command
    .requiredOption('--period <period>', 'the period it is for: 2026-Q3, 2026-07 or 2026')
    .addOption(new Option('--owner <name>', 'for one owner').conflicts('team'))
    .addOption(new Option('--team <name>', 'for one team; the company where neither is named'));
  return addWorkspaceOption(addAuthorOption(command));
}

async function listTargets(run: CliRun, options: ListOptions): Promise<void> {
  const { period, asOf } = options;
  const result = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('targets.list', given({ period, asOf })),
  );
  print(run, options, result);
}

async function setTarget(run: CliRun, options: GroupOptions, amount: number | null): Promise<void> {
  const { period, owner, team } = options;
  const result = await withWritableWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('targets.set', { period, ...given({ owner, team }), amount, author: authorOf(options) }),
  );
  print(run, options, result);
}

function print(run: CliRun, options: WorkspaceOptions, result: TargetsResult): void {
  printOutput(run.host, formatOf(options), {
    document: result,
    text: () =>
      `Targets · ${plainText(result.period)} · ${result.from} to ${result.to}\n${tableText(columns, result.rows)}`,
    rows: result.rows,
    warnings: result.warnings,
  });
}

const columns: readonly Column<TargetRow>[] = [
  { header: 'for', cell: (row) => row.field },
  { header: 'name', cell: (row) => row.value ?? emptyCell },
  numberColumn('target', (row) => amountCell(row.amount)),
  { header: 'from', cell: (row) => sourceWords[row.source] },
  numberColumn('parts', (row) => countCell(row.parts)),
  numberColumn('of the period', (row) => rateCell(row.covered)),
];

const sourceWords: Record<TargetRow['source'], string> = {
  set: 'set by hand',
  imported: 'a file',
  teams: 'sum of teams',
  owners: 'sum of owners',
};
