import type { Mapping } from '#shared/model/mapping';
import type { TableFile } from './containers/table-file';
import { type Dialect, detectDialect } from './dialect';
import { readHead } from './read-head';

/** How the text of a table is cut: found out for text, known but for the header where Weir wrote it itself. */
export async function tableDialect(
  { file, format }: Pick<TableFile, 'file' | 'format'>,
  mapping: Mapping,
): Promise<Dialect> {
  const head = await readHead(file);
  const numbering = format === 'text' ? 'lines' : format === 'xlsx' ? 'rows' : 'records';
  return detectDialect(head.text, { ...mapping, numbering }, head.whole);
}
