import { type Command, Option } from 'commander';
import { type ChangedDeal, type ChangeRow, changeBuckets } from '#shared/results/changes';
import { moverWords, plainWords } from '#shared/results/mover-words';
import type { MoversAnswer } from '#shared/results/movers';
import type { CliRun } from '../cli-host';
import { amountCell, countCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { keyColumns, metricOutput, numberColumn } from '../metric-output';
import type { ScopeOptions } from '../options';
import {
  addByOption,
  addScopeOptions,
  formatOf,
  given,
  parseDay,
  parseWhole,
  scopeOf,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type ChangesOptions = ScopeOptions & {
  closeFrom?: string;
  closeTo?: string;
  gross?: boolean;
  bucket?: (typeof changeBuckets)[number];
  limit?: number;
};

const help = `
The open pipeline at the end of --from and at the end of --to, each as known then, and what moved in between:
start + all moves = end, to the cent. Each deal takes one way; a deal created and closed in between is new and
won or lost. With --gross every change recorded in between counts for itself: closed and reopened, up and down,
to another owner and back; rows then count moves, and what cancelled out is seen. Without days: the last seven up to the as-of day. With --close-from or --close-to only deals
expected to close then count, and deals whose date moves in or out are moved-in or moved-out. Below the table
stands what moved in words, net, with the largest deal of each kind.

Examples:
  weir changes -w sales.weir --from 2017-09-30 --to 2017-12-31
  weir changes -w sales.weir --by owner --json
  weir changes -w sales.weir --gross --from 2017-09-30
  weir changes -w sales.weir --bucket lost --limit 20
`;

/** `weir changes`: what moved between two days, and the deals of one bucket. */
export function addChanges(program: Command, run: CliRun): void {
  const command = program
    .command('changes')
    .summary('what moved in the open pipeline between two days')
    .description('What moved in the open pipeline between two days, adding up to the cent.')
    .option('--close-from <day>', 'only deals expected to close on or after this day', parseDay)
    .option('--close-to <day>', 'only deals expected to close on or before this day', parseDay)
    .option('--gross', 'count every recorded change, also those that cancelled out in between')
    .addOption(new Option('--bucket <name>', 'also list the deals of one bucket').choices(changeBuckets))
    .option('--limit <n>', 'how many deals to list (default: 50)', parseWhole);
  addScopeOptions(addByOption(command)).addHelpText('after', help);
  command.action((options: ChangesOptions) => printChanges(run, options));
}

async function printChanges(run: CliRun, options: ChangesOptions): Promise<void> {
  const format = formatOf(options);
  const { closeFrom, closeTo, gross, bucket, limit } = options;
  const scope = scopeOf(options);
  const params = { ...scope, ...given({ closeFrom, closeTo, gross, bucket, limit }) };
  const { answer, told } = await withWorkspace(run.host, workspaceOf(options), async ({ call }) => ({
    answer: await call('metric.changes', params),
    told: hasWords(options) ? await call('metric.movers', scope) : null,
  }));
  const output = metricOutput(answer, {
    title: answer.gross ? 'Changes, gross' : 'Changes',
    columns: columnsOf(options.by, answer.gross),
    after: told ? wordsText(told) : '',
    ...(answer.deals ? { after: `\n${tableText(dealColumns, answer.deals)}`, csvRows: answer.deals } : {}),
  });
  printOutput(run.host, format, {
    ...output,
    document: told ? { ...answer, due: told.due, movers: told.rows } : answer,
  });
}

/** Words are about all deals, not about one group, bucket or window of close dates. */
function hasWords({ by, bucket, closeFrom, closeTo }: ChangesOptions): boolean {
  return by === undefined && bucket === undefined && closeFrom === undefined && closeTo === undefined;
}

function wordsText(told: MoversAnswer): string {
  const lines = moverWords(told, { count: countCell, money: amountCell, day: (day) => day }).map(plainWords);
  return lines.length === 0 ? '' : `\n${lines.map((line) => `${plainText(line)}\n`).join('')}`;
}

function columnsOf(by: string | undefined, gross: boolean): Column<ChangeRow>[] {
  return [
    ...keyColumns<ChangeRow>(by),
    { header: 'bucket', cell: (row) => row.bucket },
    numberColumn(gross ? 'moves' : 'deals', (row) => countCell(row.count)),
    numberColumn('amount', (row) => amountCell(row.amount)),
  ];
}

const dealColumns: Column<ChangedDeal>[] = [
  { header: 'deal', cell: (row) => row.id },
  { header: 'name', cell: (row) => row.name ?? '' },
  { header: 'owner', cell: (row) => row.owner ?? '' },
  numberColumn('before', (row) => amountCell(row.before)),
  numberColumn('after', (row) => amountCell(row.after)),
  numberColumn('change', (row) => amountCell(row.amount)),
];
