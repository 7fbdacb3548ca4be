import { readFile, stat } from 'node:fs/promises';
import { WeirError } from '#shared/contract/errors';
import { readCut, textRecords } from './cut';
import type { Dialect } from './dialect';
import type { MalformedRow } from './raw-table';
import { isFilled } from './rows';

const mostBytes = 64 * 1024 * 1024;

/**
 * Rows with too many or too few cells, found without DuckDB: it fails where such a row is long enough that it cuts its
 * text in the middle of a letter. `rows` says how many it reads; where the two do not add up, the file is refused.
 */
export async function unevenRows(
  file: string,
  dialect: Omit<Dialect, 'sample'>,
  rows: number,
): Promise<MalformedRow[]> {
  if ((await stat(file)).size > mostBytes) throw brokenLines();
  const records = textRecords(await readFile(file, 'utf8'), readCut(dialect), true).slice(dialect.skip);
  const filled = records.filter(({ cells }) => cells.length > 1 || isFilled(cells));
  const width = dialect.headers.length;
  const uneven = filled.filter(({ cells }) => cells.length !== width);
  if (filled.length - uneven.length !== rows) throw brokenLines();
  return uneven.map(({ line, cells }) => ({
    line: line + dialect.linesBefore,
    column: null,
    reason: cells.length > width ? unevenReasons.more : unevenReasons.fewer,
    record: cells.join(dialect.delimiter).slice(0, 10_000),
    cells,
  }));
}

export const unevenReasons = {
  more: 'more cells than the header has columns',
  fewer: 'fewer cells than the header has columns',
} as const;

function brokenLines(): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: 'The file has very long lines with more or fewer cells than the header has columns.',
    hint: 'Export it again, or look for a quote that opens and never ends.',
  });
}
