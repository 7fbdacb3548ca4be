import type { Command } from 'commander';
import type { FieldCompleteness, ImportRecord, StatusResult } from '#shared/results/workspace';
import type { CliRun } from '../cli-host';
import { amountCell, countCell, counted, emptyCell, momentCell, rateCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { numberColumn } from '../metric-output';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, given, parseDay, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

/** `weir status`: what the workspace holds, how good it is, and the day it is looked at from. */
export function addStatus(program: Command, run: CliRun): void {
  const command = program
    .command('status')
    .summary('what the workspace holds and how good it is')
    .description('Counts, date range, evidence, stages in order, field completeness and imports.')
    .option('--as-of <day>', 'the day to look from (default: the latest day the data shows)', parseDay);
  addWorkspaceOption(command).action((options: WorkspaceOptions & { asOf?: string }) =>
    printStatus(run, options),
  );
}

async function printStatus(run: CliRun, options: WorkspaceOptions & { asOf?: string }): Promise<void> {
  const format = formatOf(options);
  const status = await withWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('workspace.status', given({ asOf: options.asOf })),
  );
  const text = (): string => statusText(status);
  printOutput(run.host, format, { document: status, text, rows: status.stages, warnings: status.warnings });
}

/** The status in words, as `status` and `stages set` print it. */
export function statusText(status: StatusResult): string {
  return [
    tableText(factColumns, factsOf(status)).split('\n').slice(1).join('\n'),
    tableText(stageColumns, status.stages),
    tableText(fieldColumns, status.fields),
    tableText(importColumns, status.imports),
  ].join('\n');
}

type Fact = readonly [name: string, value: string];
const factColumns: readonly Column<Fact>[] = [
  { header: '', cell: ([name]) => name },
  { header: '', cell: ([, value]) => value },
];

function factsOf(status: StatusResult): Fact[] {
  const { currency } = status;
  const money = (value: number): string => [amountCell(value), currency].filter(Boolean).join(' ');
  return [
    ['workspace', status.path],
    ['as of', status.asOf ?? emptyCell],
    ['data from', `${status.firstDay ?? emptyCell} to ${status.lastDay ?? emptyCell}`],
    ['deals', countCell(status.opportunities)],
    ['open', `${countCell(status.open)}, value ${money(status.openValue)}`],
    ['won', `${countCell(status.won)}, value ${money(status.wonValue)}`],
    ['lost', countCell(status.lost)],
    ['stage events', countCell(status.stageEvents)],
    ['activities', countCell(status.activities)],
    ['evidence', evidenceText(status)],
    ['reopened', reopenedText(status)],
    ...snapshotFacts(status),
    ['last change', momentCell(status.freshness.lastEvent)],
    ['last import', momentCell(status.freshness.lastImport)],
    ...(status.currency === null ? [] : [['currency', currencyText(status)] satisfies Fact]),
    ['pipelines', status.pipelines.filter(Boolean).join(', ') || emptyCell],
  ];
}

function evidenceText({ evidence, partialHistory }: StatusResult): string {
  if (partialHistory === 0) return evidence;
  return `${evidence}, history partial for ${counted(partialHistory, 'deal', 'deals')}`;
}

/** Dates that a return overwrote are not seen. */
function reopenedText({ reopened, partialHistory }: StatusResult): string {
  const { closings, soon, later, rate } = reopened;
  if (soon + later === 0) return emptyCell;
  const which = `${countCell(soon)} within 30 days, ${countCell(later)} later`;
  const least = partialHistory > 0 ? 'at least ' : '';
  return `${least}${countCell(soon + later)} of ${counted(closings, 'closing', 'closings')} (${rateCell(rate)}): ${which}`;
}

function snapshotFacts({ snapshots }: StatusResult): Fact[] {
  if (!snapshots) return [];
  const { lists, firstDay, lastDay, medianGap, longestGap, missing, visitsSeen } = snapshots;
  const gaps = `${medianGap ?? emptyCell} days apart, at most ${longestGap ?? emptyCell}`;
  return [
    ['snapshots', `${countCell(lists)}, ${firstDay} to ${lastDay}, ${gaps}`],
    ['visits seen', rateCell(visitsSeen)],
    ['missing', countCell(missing)],
  ];
}

/** The currency of amounts, and what the others are worth in it. */
function currencyText({ currency, rates }: StatusResult): string {
  const texts = rates.map(
    ({ currency: from, to, day, rate }) => `1 ${from} = ${rate} ${to}${day === null ? '' : ` since ${day}`}`,
  );
  return plainText([currency, ...texts].join('; '));
}

const stageColumns: readonly Column<StatusResult['stages'][number]>[] = [
  { header: 'stage', cell: (row) => row.stage },
  { header: 'pipeline', cell: (row) => row.pipeline },
  { header: 'kind', cell: (row) => row.kind },
  numberColumn('rank', (row) => String(row.rank)),
  numberColumn('deals', (row) => countCell(row.deals)),
];

export const fieldColumns: readonly Column<FieldCompleteness>[] = [
  { header: 'field', cell: (row) => row.field },
  { header: 'column', cell: (row) => row.column },
  { header: 'type', cell: (row) => row.type },
  numberColumn('filled', (row) => countCell(row.filled)),
  numberColumn('share', (row) => rateCell(row.share)),
];

const importColumns: readonly Column<ImportRecord>[] = [
  numberColumn('import', (row) => String(row.id)),
  { header: 'time', cell: (row) => momentCell(row.importedAt) },
  { header: 'files', cell: (row) => row.files.map((file) => file.name).join(', ') },
  numberColumn('rows read', (row) => countCell(total(row, 'rowsRead'))),
  numberColumn('loaded', (row) => countCell(total(row, 'rowsLoaded'))),
  numberColumn('rejected', (row) => countCell(total(row, 'rowsRejected'))),
];

function total(row: ImportRecord, key: 'rowsRead' | 'rowsLoaded' | 'rowsRejected'): number {
  return row.files.reduce((sum, file) => sum + file[key], 0);
}
