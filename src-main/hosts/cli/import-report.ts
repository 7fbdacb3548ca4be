import type { Warning } from '#shared/results/envelope';
import type { FileReport, ImportReport, InspectReport } from '#shared/results/workspace';
import { bytesCell, countCell, counted } from './format/cells';
import { plainText } from './format/plain-text';
import { type Column, tableText } from './format/table';

const rejectsShown = 50;
const rejectsPrinted = 10;

/** A file's part of the JSON document: the report without the preview, which is for the window. */
export function fileDocument({ preview: _preview, rejects, ...file }: FileReport): object {
  return { ...file, rejects: rejects.slice(0, rejectsShown) };
}

export function inspectDocument(report: InspectReport): object {
  return { files: report.files.map(fileDocument), stages: report.stages, decisions: report.decisions };
}

export function importDocument(report: ImportReport): object {
  return { ...report, files: report.files.map(fileDocument) };
}

/** A dry run has the shape of an import that did not take place. */
export function dryRunDocument(report: InspectReport): object {
  const nothing = { opportunities: null, stageEvents: null, activities: null, evidence: null };
  return { import: null, dryRun: true, ...inspectDocument(report), ...nothing };
}

/** Warnings about the import as a whole; what a file's own lines say is not said again. */
export function importWarnings({ files, warnings }: ImportReport): Warning[] {
  const said = new Set(files.flatMap((file) => file.warnings.map(({ message }) => message)));
  return warnings.filter(({ message }) => !said.has(message));
}

export function importText(report: ImportReport): string {
  const counts = [
    counted(report.opportunities, 'deal', 'deals'),
    counted(report.stageEvents, 'stage event', 'stage events'),
    counted(report.activities, 'activity', 'activities'),
    `evidence ${report.evidence}`,
  ];
  return `${report.files.map(fileText).join('\n')}\nImport ${report.import}: ${counts.join(', ')}\n`;
}

export function inspectText({ files, decisions }: InspectReport): string {
  const questions = decisions.map(({ message }) => `to decide: ${plainText(message)}\n`);
  return files.map((file) => fileText(file) + columnsText(file)).join('\n') + questions.join('');
}

function fileText(file: FileReport): string {
  const text = [file.encoding, `delimiter ${JSON.stringify(file.delimiter)}`];
  const form = [...(file.format === 'text' ? text : [file.format]), bytesCell(file.bytes)];
  if (file.dateOrder !== null) form.push(`dates ${file.dateOrder}`);
  const lines = [
    `${file.file}: ${file.ignored === undefined ? file.kind : 'passed over'}, ${file.systemLabel} (${form.join(', ')})`,
    `  rows: ${countCell(file.rowsRead)} read, ${countCell(file.rowsLoaded)} loaded, ${countCell(file.rowsRejected)} rejected`,
    ...(file.known ? ['  already in the workspace with the same content'] : []),
    ...file.warnings.map(({ message }) => `  warning: ${message}`),
    ...file.damage.map(damageLine),
    ...encodingLines(file),
    ...rejectLines(file),
  ];
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

/** What happened to the data, the first example, and what to do where Weir cannot mend it. */
function damageLine({ message, samples: [first], mended, hint }: FileReport['damage'][number]): string {
  const place = first && (first.line === null ? 'for example' : `line ${countCell(first.line)}`);
  const example = first ? ` (${place}: ${JSON.stringify(first.value.slice(0, 58))})` : '';
  return `  note: ${message}${example}${mended ? '' : ` ${hint}`}`;
}

/** Of a text that could be in several encodings, how it reads in each of them. */
function encodingLines({ encodings }: FileReport): string[] {
  if ((encodings[0]?.confidence ?? 1) >= 0.6) return [];
  return encodings.map(
    ({ encoding, confidence, sample }) =>
      `  encoding ${encoding}, ${Math.round(confidence * 100)} % likely, reads: ${sample}`,
  );
}

function rejectLines({ rejects, rowsRejected, rejectsFile }: FileReport): string[] {
  const lines = rejects.slice(0, rejectsPrinted).map(({ line, column, value, reason }) => {
    const place = [`line ${line}`, column].filter((part) => part !== null).join(', ');
    const cell = value === null ? '' : ` (${JSON.stringify(value).slice(0, 60)})`;
    return `  rejected: ${place}: ${reason}${cell}`;
  });
  if (rowsRejected > lines.length)
    lines.push(`  … and ${countCell(rowsRejected - lines.length)} more rejected`);
  if (rejectsFile !== null) lines.push(`  rejected rows, ready to repair: ${rejectsFile}`);
  return lines;
}

type FileColumn = FileReport['columns'][number];

const columnColumns: readonly Column<FileColumn>[] = [
  { header: '  column', cell: (row) => `  ${row.column}` },
  { header: 'field', cell: (row) => row.field ?? '(kept as it is)' },
  { header: 'type', cell: (row) => row.type },
  { header: 'filled', align: 'right', cell: (row) => countCell(row.filled) },
  { header: 'bad', align: 'right', cell: (row) => countCell(row.bad) },
  { header: 'because', cell: (row) => row.reason },
];

function columnsText({ columns }: FileReport): string {
  return tableText(columnColumns, columns);
}
