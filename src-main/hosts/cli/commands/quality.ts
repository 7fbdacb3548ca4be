import type { Command } from 'commander';
import type { AlikeValues, DataQualityResult, FieldQuality, Finding } from '#shared/results/quality';
import type { CliRun } from '../cli-host';
import { countCell, counted, rateCell } from '../format/cells';
import { plainText } from '../format/plain-text';
import { type Column, tableText } from '../format/table';
import { numberColumn } from '../metric-output';
import { addWorkspaceOption, formatOf, type WorkspaceOptions, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

/** `weir quality`: how far the numbers can be trusted, and what would make them better. */
export function addQuality(program: Command, run: CliRun): void {
  const command = program
    .command('quality')
    .summary('what limits the numbers, and what looks wrong')
    .description(
      'Evidence, empty fields and the metrics they limit, bulk edits, impossible dates, duplicates.',
    );
  addWorkspaceOption(command).action((options: WorkspaceOptions) => printQuality(run, options));
}

async function printQuality(run: CliRun, options: WorkspaceOptions): Promise<void> {
  const format = formatOf(options);
  const quality = await withWorkspace(run.host, workspaceOf(options), ({ call }) => call('data.quality', {}));
  printOutput(run.host, format, {
    document: quality,
    text: () => qualityText(quality),
    rows: quality.fields,
  });
}

function qualityText(quality: DataQualityResult): string {
  const shares = Object.entries(quality.evidenceShares).map(
    ([grade, share]) => `${grade} ${rateCell(share)}`,
  );
  return [
    `evidence: ${shares.join(', ')}${partialText(quality)}\n${quality.raise ? `${quality.raise}\n` : ''}`,
    tableText(fieldColumns, quality.fields),
    ...quality.findings.map(findingText),
    ...(quality.alike.length > 0 ? [tableText(alikeColumns, quality.alike)] : []),
  ].join('\n');
}

function partialText({ partialHistory, repeatVisits }: DataQualityResult): string {
  const again = repeatVisits === null ? '' : `, of which ${countCell(repeatVisits)} came back to a stage`;
  return partialHistory === 0
    ? ''
    : `; history partial for ${counted(partialHistory, 'deal', 'deals')}${again}`;
}

function findingText({ message, hint, cases }: Finding): string {
  const named = cases.slice(0, 5).map(({ day, owner, deals, ids }) => {
    const place = [day, owner].filter((part) => part !== null).join(', ');
    return `  ${place ? `${place}: ` : ''}${countCell(deals)} (${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', …' : ''})`;
  });
  return [message, `  ${hint}`, ...named].map((line) => `${plainText(line)}\n`).join('');
}

const fieldColumns: readonly Column<FieldQuality>[] = [
  { header: 'field', cell: (row) => row.field },
  numberColumn('of', (row) => countCell(row.of)),
  numberColumn('filled', (row) => countCell(row.filled)),
  numberColumn('share', (row) => rateCell(row.share)),
  { header: 'limits where empty', cell: (row) => row.limits.join(', ') },
];

/** Names that are probably the same. */
export const alikeColumns: readonly Column<AlikeValues>[] = [
  { header: 'field', cell: (row) => row.field },
  { header: 'value', cell: (row) => row.value },
  numberColumn('deals', (row) => countCell(row.deals)),
  { header: 'probably', cell: (row) => row.like },
  numberColumn('deals', (row) => countCell(row.likeDeals)),
];
