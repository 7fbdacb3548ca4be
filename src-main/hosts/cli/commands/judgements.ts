import { type Command, Option } from 'commander';
import { WeirError } from '#shared/contract/errors';
import {
  type JudgedField,
  type Judgement,
  type JudgementScore,
  type JudgementsResult,
  judgedFields,
} from '#shared/results/plan';
import { type AuthorOptions, addAuthorOption, authorOf } from '../author';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, emptyCell, momentCell, rateCell } from '../format/cells';
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

type ListOptions = WorkspaceOptions & { period?: string; asOf?: string };
type AddOptions = ListOptions &
  AuthorOptions & {
    period: string;
    for?: string;
    deal?: string;
    amount?: number;
    withdraw?: boolean;
    note: string;
  };

const help = `
Examples:
  weir judgements -w sales.weir --period 2026-Q3
  weir judgements add -w sales.weir --period 2026-Q3 --amount 1150000 --note "Two renewals are signed but not booked"
  weir judgements add -w sales.weir --period 2026-Q3 --for owner="Ada Thornbury" --amount 90000 --note "Budget cut at Acme"
  weir judgements add -w sales.weir --period 2026-Q3 --deal 0061234 --amount 0 --note "Champion left"
`;

/** `weir judgements`: what people expect of a period, beside the model; `add` makes a call. */
export function addJudgements(program: Command, run: CliRun): void {
  const judgements = program
    .command('judgements')
    .summary('calls of managers and reps beside the model, and how they did')
    .description(
      'What people expect of a period for a group or a deal, with the reason. Nothing is changed afterwards.',
    );
  const list = judgements
    .command('list', { isDefault: true })
    .description('Prints the calls, the newest first, and how those on periods that are over did.')
    .option('--period <period>', 'calls on this period alone')
    .option('--as-of <day>', 'the day to look from: later calls are left out', parseDay);
  addWorkspaceOption(list)
    .addHelpText('after', help)
    .action((options: ListOptions) => listJudgements(run, options));
  const add = judgements
    .command('add')
    .description('Makes a call. An earlier one of the same person on the same thing stays in the log.')
    .requiredOption('--period <period>', 'the period that is judged: 2026-Q3, 2026-07 or 2026')
    .requiredOption('--note <text>', 'why')
    .addOption(new Option('--for <field=value>', `one group: ${judgedFields.join(', ')}`).conflicts('deal'))
    .addOption(new Option('--deal <id>', 'one deal'))
    .addOption(
      new Option('--amount <amount>', 'what will be won').argParser(parseAmount).conflicts('withdraw'),
    )
    .option('--withdraw', 'takes the call back')
    .option(
      '--as-of <day>',
      'the day that is looked from (default: the latest day the data shows)',
      parseDay,
    );
  addWorkspaceOption(addAuthorOption(add)).action((options: AddOptions) => addJudgement(run, options));
}

async function listJudgements(run: CliRun, options: ListOptions): Promise<void> {
  const { period, asOf } = options;
  const result = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('judgements.list', given({ period, asOf })),
  );
  print(run, options, result);
}

async function addJudgement(run: CliRun, options: AddOptions): Promise<void> {
  const { period, deal, note, asOf, amount } = options;
  if (amount === undefined && !options.withdraw) {
    throw new WeirError({
      code: 'invalid-input',
      message: 'A call needs --amount, or --withdraw to take one back.',
      hint: 'Write what will be won: --amount 1150000.',
    });
  }
  const result = await withWritableWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('judgements.add', {
      period,
      note,
      amount: amount ?? null,
      author: authorOf(options),
      ...groupOf(options.for),
      ...given({ deal, asOf }),
    }),
  );
  print(run, options, result);
}

function groupOf(text: string | undefined): { field?: JudgedField; value?: string } {
  if (text === undefined) return {};
  const split = text.indexOf('=');
  const field = judgedFields.find((known) => known === text.slice(0, Math.max(0, split)).trim());
  const value = text.slice(split + 1).trim();
  if (field && value !== '') return { field, value };
  throw new WeirError({
    code: 'invalid-input',
    message: `--for ${text} is not FIELD=VALUE`,
    hint: `Fields are ${judgedFields.join(', ')}.`,
  });
}

function print(run: CliRun, options: WorkspaceOptions, result: JudgementsResult): void {
  const scores = result.scores.length === 0 ? '' : `\n${tableText(scoreColumns, result.scores)}`;
  printOutput(run.host, formatOf(options), {
    document: result,
    text: () =>
      result.judgements.length === 0
        ? 'No calls have been made.\n'
        : `Calls as of ${result.asOf}\n${tableText(columns, result.judgements)}${scores}`,
    rows: result.judgements,
    warnings: result.warnings,
  });
}

const columns: readonly Column<Judgement>[] = [
  { header: 'made', cell: (row) => momentCell(row.at) },
  { header: 'by', cell: (row) => row.author },
  { header: 'as of', cell: (row) => row.asOf },
  { header: 'period', cell: (row) => row.period },
  { header: 'on', cell: (row) => row.dealName ?? row.deal ?? row.value ?? 'all deals' },
  numberColumn('call', (row) => (row.amount === null ? 'withdrawn' : amountCell(row.amount))),
  numberColumn('model', (row) => amountCell(row.model.p50 ?? row.model.mean)),
  numberColumn('came', (row) => amountCell(row.actual)),
  { header: 'counts', cell: (row) => (row.isLast && row.amount !== null ? 'yes' : emptyCell) },
  { header: 'why', cell: (row) => row.note },
];

const scoreColumns: readonly Column<JudgementScore>[] = [
  { header: 'calls of', cell: (row) => row.author },
  numberColumn('n', (row) => countCell(row.n)),
  numberColumn('mean error', (row) => rateCell(row.wape)),
  numberColumn('of the model', (row) => rateCell(row.modelWape)),
  numberColumn('bias', (row) => rateCell(row.bias)),
  numberColumn('nearer than the model', (row) => rateCell(row.nearer)),
];
