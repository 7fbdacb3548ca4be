import { type Command, Option } from 'commander';
import type { DealRow, DealsResult } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, daysCell } from '../format/cells';
import { type Column, tableText } from '../format/table';
import { numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, given, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type DealsOptions = ScopeOptions & {
  limit: number;
  sort: string;
  ascending?: boolean;
  outcome?: 'open' | 'won' | 'lost' | 'closed';
  search?: string;
};

const help = `
Examples:
  weir deals -w sales.weir --outcome open --sort ageDays --limit 20
  weir deals -w sales.weir --where owner="Anna Snelling" --format csv
`;

/** `weir deals`: the deals themselves, as they were known on the as-of day. */
export function addDeals(program: Command, run: CliRun): void {
  const command = program
    .command('deals')
    .summary('list deals')
    .description('The deals as they were known on the as-of day.')
    .option('--limit <n>', 'how many rows', parseWhole, 50)
    .option('--sort <field>', 'the column to sort by, largest first', 'amount')
    .option('--ascending', 'smallest first')
    .addOption(new Option('--outcome <outcome>', 'only these').choices(['open', 'won', 'lost', 'closed']))
    .option('--search <text>', 'only deals whose name, account or owner holds the text');
  addScopeOptions(command).addHelpText('after', help);
  command.action((options: DealsOptions) => printDeals(run, options));
}

async function printDeals(run: CliRun, options: DealsOptions): Promise<void> {
  const format = formatOf(options);
  const { limit, sort, ascending, outcome, search } = options;
  const params = { ...scopeOf(options), limit, sort, descending: !ascending, ...given({ outcome, search }) };
  const result = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('deals.list', params),
  );
  printOutput(run.host, format, { document: result, text: () => dealsText(result), rows: result.rows });
}

function dealsText(result: DealsResult): string {
  const shown = `Deals · ${countCell(result.rows.length)} of ${countCell(result.total)}`;
  return `${shown} · value ${amountCell(result.totalValue)}\n${tableText(dealColumns, result.rows)}`;
}

const dealColumns: readonly Column<DealRow>[] = [
  { header: 'id', cell: (row) => row.id },
  { header: 'name', cell: (row) => row.name },
  { header: 'account', cell: (row) => row.account },
  { header: 'owner', cell: (row) => row.owner },
  { header: 'stage', cell: (row) => row.stage },
  { header: 'outcome', cell: (row) => row.outcome },
  numberColumn('amount', (row) => amountCell(row.amount)),
  { header: 'created', cell: (row) => row.createdAt?.slice(0, 10) },
  { header: 'closed', cell: (row) => row.closedAt?.slice(0, 10) },
  { header: 'expected', cell: (row) => row.expectedClose },
  numberColumn('age days', (row) => daysCell(row.ageDays)),
  numberColumn('days in stage', (row) => daysCell(row.daysInStage)),
];
