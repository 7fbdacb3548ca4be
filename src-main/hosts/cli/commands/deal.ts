import type { Command } from 'commander';
import type { DealResult, StageVisit, TimelineEntry } from '#shared/results/metrics';
import type { CliRun } from '../cli-host';
import { amountCell, daysCell, momentCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { numberColumn } from '../metric-output';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, given, parseDay, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type DealOptions = WorkspaceOptions & { asOf?: string };

/** `weir deal ID`: one deal with its stage visits and every change that is known of it. */
export function addDeal(program: Command, run: CliRun): void {
  const command = program
    .command('deal')
    .summary('one deal with its timeline')
    .description('One deal: what it is, its visits to stages, and every change with the line it came from.')
    .argument('<id>', 'the opportunity id')
    .option('--as-of <day>', 'what was known on that day (default: the latest day the data shows)', parseDay);
  addWorkspaceOption(command).action((id: string, options: DealOptions) => printDeal(run, id, options));
}

async function printDeal(run: CliRun, id: string, options: DealOptions): Promise<void> {
  const format = formatOf(options);
  const result = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('deals.get', { id, ...given({ asOf: options.asOf }) }),
  );
  printOutput(run.host, format, { document: result, text: () => dealText(result), rows: result.timeline });
}

function dealText({ deal, visits, timeline }: DealResult): string {
  const own = deal.amountOwn === deal.amount ? '' : ` (${amountCell(deal.amountOwn)} ${deal.currency})`;
  const unit = own === '' ? deal.currency : null;
  const amount = [amountCell(deal.amount), unit].filter(Boolean).join(' ') + own;
  const facts = [deal.id, deal.name, deal.account, deal.owner, deal.stage, amount].filter(Boolean);
  const head = plainText(facts.join(' · '));
  return `${head}\n\n${tableText(visitColumns, visits)}\n${tableText(timelineColumns, timeline)}`;
}

const visitColumns: readonly Column<StageVisit>[] = [
  { header: 'stage', cell: (row) => row.stage },
  { header: 'entered', cell: (row) => momentCell(row.enteredAt) },
  { header: 'left', cell: (row) => momentCell(row.leftAt) },
  // A closed deal is not waiting in its last stage, so no time there is counted.
  numberColumn('days', (row) => daysCell(row.kind === 'open' ? row.days : null)),
  { header: 'exit', cell: (row) => (row.kind === 'open' ? row.exit : null) },
];

const timelineColumns: readonly Column<TimelineEntry>[] = [
  { header: 'time', cell: (row) => momentCell(row.at) },
  { header: 'change', cell: (row) => row.field },
  { header: 'from', cell: (row) => row.old },
  { header: 'to', cell: (row) => row.new },
  { header: 'known by', cell: (row) => row.origin },
  { header: 'source', cell: (row) => (row.file === null ? null : `${row.file}:${row.line ?? '?'}`) },
];
