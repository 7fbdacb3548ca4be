import { identifier } from '../query/sql-text';
import { columnOf, type StagedColumn, type StagedFile } from './staged-file';
import { presentSql } from './value-sql';

/** A name that stays the same from export to export: of name, account and creation; numbered where these repeat. */
export function contentIdSql(columns: readonly StagedColumn[]): string {
  const parts = ['name', 'account', 'created_at']
    .map((field) => columnOf(columns, field))
    .filter((column) => column !== undefined)
    .map((column) => `coalesce(${presentSql(column)}, '')`);
  const all =
    parts.length > 0 ? parts : columns.map((column) => `coalesce(${identifier(column.column)}, '')`);
  return `left(md5(concat_ws('|', ${all.join(', ')})), 16)`;
}

/** The id of a row in a file without ids. */
export function syntheticIdSql({ syntheticId, columns }: StagedFile): string {
  return syntheticId === 'rows' ? numberedIdSql(columns) : contentIdSql(columns);
}

/** The id of a row that nothing else tells apart for sure. */
export function numberedIdSql(columns: readonly StagedColumn[]): string {
  const content = contentIdSql(columns);
  return `${content} || '-' || row_number() OVER (PARTITION BY ${content} ORDER BY rowid)`;
}
