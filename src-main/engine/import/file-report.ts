import type { ColumnReport, FileReport, Reject } from '#shared/results/workspace';
import type { StagedColumn, StagedFile } from './staged-file';

/** What only loading knows. */
export type LoadedCounts = {
  rowsRead: number;
  rowsLoaded: number;
  rowsRejected: number;
  rejectsFile?: string | null;
  rejects?: Reject[];
  /** Already in the workspace with the same content. */
  known?: boolean;
  remembered?: FileReport['remembered'];
};

/** What the user sees of a file. */
export function fileReport(file: StagedFile, counts: LoadedCounts): FileReport {
  const { recognition, dialect } = file;
  return {
    file: file.name,
    container: file.container,
    bytes: file.bytes,
    kind: file.kind ?? 'opportunities',
    ...(recognition.passedOver ? { ignored: `It is ${recognition.object}.` } : {}),
    system: recognition.system,
    systemLabel: recognition.systemLabel,
    language: recognition.language,
    confidence: recognition.confidence,
    reason: recognition.reason,
    format: file.format,
    encoding: file.encoding,
    encodings: file.encodings,
    delimiter: file.format === 'text' ? dialect.delimiter : '',
    quote: dialect.quote,
    headerLine: dialect.headerLine,
    dateOrder: file.dateOrder,
    rowsRead: counts.rowsRead,
    rowsLoaded: counts.rowsLoaded,
    rowsRejected: counts.rowsRejected,
    rejectsFile: counts.rejectsFile ?? null,
    mapping: mappingOf(file),
    unmapped: file.columns
      .filter(({ field, stage }) => field === null && stage === undefined)
      .map(({ column }) => column),
    columns: file.columns.map((column) => columnReport(column, file)),
    rejects: counts.rejects ?? [],
    warnings: file.warnings,
    decisions: file.decisions,
    tables: file.tables,
    table: file.table,
    damage: file.damage,
    preview: file.preview,
    remembered: counts.remembered ?? null,
    known: counts.known ?? false,
  };
}

/** Field to column. A close date that is expected and actual in one stands under both. */
export function mappingOf({ columns, closeRole }: StagedFile): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const { field, column } of columns) {
    if (field === 'close') {
      if (closeRole === 'expected') mapping.expected_close = column;
      if (mapping.closed_at === undefined) mapping.closed_at = column;
    } else if (field !== null) mapping[field] = column;
  }
  return mapping;
}

function columnReport(column: StagedColumn, { closeRole }: StagedFile): ColumnReport {
  const { stage, type, confidence, samples, filled, bad } = column;
  const close = column.field === 'close';
  const role =
    closeRole === 'expected'
      ? 'Open deals have it too: the expected date, and for closed deals the day they closed.'
      : 'Only closed deals have it: the day they closed.';
  return {
    column: column.column,
    field: close ? (closeRole === 'expected' ? 'expected_close' : 'closed_at') : column.field,
    type,
    confidence,
    reason: close ? `${column.reason} ${role}` : column.reason,
    samples,
    filled,
    bad,
    ...(stage === undefined ? {} : { stage }),
  };
}
