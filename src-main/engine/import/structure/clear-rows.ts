import type { Connection } from '../../query/connection';
import type { Dialect } from '../dialect';
import type { MalformedRow } from '../raw-table';
import { recordLines } from '../record-lines';
import { fillGroups } from './group-columns';
import { applyLabels, groupLabels } from './group-labels';
import { removeStrays, type Stray } from './stray-rows';
import { strayReasons } from './stray-words';

export type Cleared = {
  rows: number;
  malformed: MalformedRow[];
  /** Columns of the raw table, with one more where lines of their own name groups that no column holds. */
  headers: string[];
  /** Columns that hold the groups of a grouped report, which only their first row or a line above them named. */
  groups: string[];
};

type Loaded = { rows: number; malformed: MalformedRow[] };

/**
 * Makes the rows of a raw table those of its table: without the header again, totals, notes and names of groups, which
 * become malformed rows with their lines, and with the groups of a grouped report in every row.
 */
export async function clearRows(
  connection: Connection,
  raw: string,
  file: string,
  { dialect, names }: { dialect: Dialect; names: readonly string[] },
  loaded: Loaded,
): Promise<Cleared> {
  const { headers, numbering } = dialect;
  const { rows } = loaded;
  // Records of JSON and Parquet are no report that a person reads.
  const labels = numbering === 'records' ? null : await groupLabels(connection, raw, dialect, rows);
  const named = labels?.labels ?? [];
  const known = { rows, labels: named.map(({ row }) => row) };
  const strays = await removeStrays(connection, raw, dialect, names, known);
  const rowAfter = (row: number) => row - strays.filter((stray) => stray.row < row).length;
  let groups: string[] = [];
  if (labels) {
    const moved = named.map((label) => ({ ...label, row: rowAfter(label.row) }));
    await applyLabels(connection, raw, headers, { ...labels, labels: moved });
    groups = [labels.column];
  } else if (numbering !== 'records' && dialect.sample.some(([first]) => (first ?? '').trim() === '')) {
    const totals = strays.filter(({ reason }) => reason === strayReasons.total);
    groups = await fillGroups(connection, raw, headers, [...new Set(totals.map(({ row }) => rowAfter(row)))]);
  }
  const lines = named.map(({ row, cells }) => ({ row, cells, reason: strayReasons.group }));
  const removed = await asMalformed(connection, file, dialect, loaded, [...strays, ...lines]);
  return {
    rows: rows - removed.length,
    malformed: [...loaded.malformed, ...removed].sort((a, b) => a.line - b.line),
    headers: labels?.isNew ? [...headers, labels.column] : headers,
    groups,
  };
}

async function asMalformed(
  connection: Connection,
  file: string,
  dialect: Dialect,
  { malformed }: Loaded,
  removed: readonly Stray[],
): Promise<MalformedRow[]> {
  const inOrder = [...removed].sort((a, b) => a.row - b.row);
  const lines = await recordLines(
    file,
    dialect,
    malformed.map(({ line }) => line),
    inOrder.map(({ row }) => row),
    connection.signal,
  );
  return inOrder.map(({ row, reason, cells }) => {
    const record = cells.filter((cell) => cell !== '').join(dialect.delimiter);
    return { line: lines.get(row) ?? 0, column: null, reason, record, cells };
  });
}
