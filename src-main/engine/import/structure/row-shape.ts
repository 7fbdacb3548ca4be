import Papa from 'papaparse';
import { papaConfig, readCut } from '../cut';
import type { Dialect } from '../dialect';
import { isFilled } from '../rows';
import { isSalesWord } from '../sales-content';
import { areLabelled } from './group-labels';
import { strayReason } from './stray-rows';
import { looksLikeData, typedColumns } from './typed-columns';

/** What the rows of a table look like, and how one that has too few or too many cells is to be mended. */
export type RowShape = {
  cellsOf(record: string): string[];
  /** The record with all its cells and no more; null where it is no row of the table, or has values too many. */
  mended(record: string, cells: readonly string[]): string | null;
};

const rowsToLookAt = 200;
const code = /^\S*\d\S*$/;

/**
 * Tools leave out empty cells at the end of a row. A short row is filled up where what it has stands in columns of its
 * kind: numbers and dates where there are numbers and dates, codes where there are codes, and where it has a stage as all
 * others do. Part of a row that was broken in two, a note or a total does not. `names` are the names of the columns as written.
 */
export function rowShape({ headers, sample, ...dialect }: Dialect, names: readonly string[]): RowShape {
  const cut = readCut(dialect);
  const width = headers.length;
  const rows = sample
    .slice(0, rowsToLookAt)
    .filter((row) => row.filter((cell) => cell.trim() !== '').length > 1);
  const full = rows.filter((row) => row.length === width);
  const known = full.length > 2 ? full : rows;
  const typed = typedColumns(known);
  const codes = headers.map((_, i) => {
    const values = known.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== '');
    return values.length > 2 && values.every((value) => code.test(value));
  });

  // A deal without a stage among others that all have one was cut off.
  const stage = headers.findLastIndex(
    (_, i) => full.length > 1 && full.every((row) => isSalesWord(row[i]?.trim() ?? '')),
  );

  const isLabelled = width > 2 && areLabelled(sample.slice(0, rowsToLookAt));

  function fits(cells: readonly string[]): boolean {
    const told = cells.map((cell, i) => {
      const text = cell.trim();
      if (text === '') return null;
      if (typed[i]) return looksLikeData(text);
      return codes[i] ? code.test(text) : null;
    });
    if (cells.length === 1) return isLabelled;
    if (told.includes(false) || cells.length <= stage) return false;
    return told.includes(true) || cells.length * 2 >= width;
  }

  return {
    cellsOf: (record) =>
      record.includes(cut.quote)
        ? (Papa.parse<string[]>(record, { ...papaConfig(cut), preview: 1 }).data[0] ?? [])
        : record.split(cut.delimiter),
    mended(record, cells) {
      if (!isFilled([...cells]) || strayReason(cells, names)) return null;
      if (cells.length > width)
        return isFilled(cells.slice(width)) ? null : written(cells.slice(0, width), cut);
      return fits(cells) ? record + cut.delimiter.repeat(width - cells.length) : null;
    },
  };
}

function written(
  cells: readonly string[],
  { delimiter, quote }: { delimiter: string; quote: string },
): string {
  return cells.map((cell) => quote + cell.replaceAll(quote, quote + quote) + quote).join(delimiter);
}
