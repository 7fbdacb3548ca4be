import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { WeirError } from '#shared/contract/errors';
import { type ActionList, type ActionRow, actionLists } from '#shared/results/health';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, counted, daysCell } from '../format/cells';
import type { Column } from '../format/table';
import { addLimitOptions, type LimitOptions, limitsOf } from '../limit-options';
import { metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import { addScopeOptions, formatOf, parseWhole, scopeOf, workspaceOf } from '../options';
import { printOutput } from '../output';
import { replaceFile } from '../replace-file';
import { withWorkspace } from '../session';

const help = `
Lists: cleanup, open deals older than nine in ten of the wins (default); revisit, lost deals whose reason may have
passed; worklist, each owner's open deals with what to do, by the money still expected; stale.

--out writes the whole list, ready to act on, to NAME.csv or NAME.xlsx.

Examples:
  weir cleanup -w sales.weir --out last-chance.xlsx
  weir cleanup revisit -w sales.weir --rows 20
  weir cleanup worklist -w sales.weir --where owner="Anna Snelling"
`;

type CleanupOptions = ScopeOptions & LimitOptions & { rows: number; out?: string };

/** `weir cleanup [LIST]`: lists of deals to do something about. */
export function addCleanup(program: Command, run: CliRun): void {
  const command = program
    .command('cleanup')
    .summary('lists to act on: to close, to ask again, to do next')
    .description('Lists of deals to act on, printed or written to a CSV or Excel file.')
    .addArgument(new Argument('[list]', 'which list').choices(actionLists).default('cleanup'))
    .option('--rows <n>', 'how many rows are printed', parseWhole, 50)
    .option('--out <file>', 'write the whole list to NAME.csv or NAME.xlsx; an existing file is replaced');
  addScopeOptions(addLimitOptions(command), { weight: false }).addHelpText('after', help);
  command.action((list: ActionList, options: CleanupOptions) =>
    options.out === undefined
      ? printList(run, list, options)
      : writeList(run, list, { ...options, out: options.out }),
  );
}

async function printList(run: CliRun, list: ActionList, options: CleanupOptions): Promise<void> {
  const format = formatOf(options);
  const params = { ...scopeOf(options), ...limitsOf(options), list, rows: options.rows };
  const answer = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('metric.actionList', params),
  );
  const title = `${answer.text} · ${countCell(answer.rows.length)} of ${countCell(answer.total)}`;
  const columns = list === 'revisit' ? [...common, ...lost] : [...common, ...open];
  printOutput(run.host, format, metricOutput(answer, { title, columns }));
}

async function writeList(
  run: CliRun,
  list: ActionList,
  options: CleanupOptions & { out: string },
): Promise<void> {
  const outputFormat = formatOf(options);
  const format = formatOfFile(options.out);
  const out = resolve(options.out);
  const params = { ...scopeOf(options), ...limitsOf(options), list, format };
  const made = await withWorkspace(run.host, workspaceOf(options), async ({ call, engine }) => {
    const ticket = await call('actions.export', params);
    const file = engine.ticketFile(ticket.ticket);
    if (file === null) throw new WeirError({ code: 'internal', message: 'The exported file is gone' });
    await replaceFile(file.path, out);
    return ticket;
  });
  const document = { file: out, rows: made.rows, bytes: made.bytes };
  const text = (): string => `Wrote ${counted(made.rows, 'deal', 'deals')} to ${options.out}\n`;
  printOutput(run.host, outputFormat, { document, text, rows: [document] });
}

function formatOfFile(out: string): 'csv' | 'xlsx' {
  if (/\.csv$/i.test(out)) return 'csv';
  if (/\.xlsx$/i.test(out)) return 'xlsx';
  throw new WeirError({
    code: 'not-supported',
    message: `${out} ends in neither .csv nor .xlsx`,
    hint: 'Name the file NAME.csv or NAME.xlsx.',
  });
}

const common: readonly Column<ActionRow>[] = [
  { header: 'owner', cell: (row) => row.owner },
  numberColumn('place', (row) => countCell(row.place)),
  { header: 'id', cell: (row) => row.id },
  { header: 'name', cell: (row) => row.name },
  { header: 'stage', cell: (row) => row.stage },
  numberColumn('amount', (row) => amountCell(row.amount)),
  { header: 'what to do', cell: (row) => row.action },
];
const open: readonly Column<ActionRow>[] = [
  numberColumn('expected', (row) => amountCell(row.expectedValue)),
  numberColumn('days open', (row) => daysCell(row.ageDays)),
  numberColumn('in stage', (row) => daysCell(row.daysInStage)),
  numberColumn('since touch', (row) => countCell(row.daysSinceTouch)),
];
const lost: readonly Column<ActionRow>[] = [
  { header: 'lost', cell: (row) => row.lost },
  numberColumn('days since', (row) => countCell(row.daysSinceLost)),
  { header: 'reason', cell: (row) => row.lossReason },
];
