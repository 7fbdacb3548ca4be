import Papa from 'papaparse';
import { conversionOf } from '#engine/import/convert';
import { rawTable } from '#engine/import/raw-table';
import { identifier } from '#engine/query/sql-text';
import type { Random } from '#generate/random';
import { opportunityFields } from '#shared/model/fields';
import type { Staged } from '../import/support/staged';
import { type Base, cellsOf } from './bases';

/** Cells that no value of a pipeline looks like, or that CSV has to guard. */
const odd = [
  ...[
    '=1+1',
    '\u202eevil',
    'n/a?',
    'x'.repeat(50_000),
    'a "quoted" word',
    'one,two;three',
    'first\nsecond',
    '\0',
    '#REF!',
  ],
  ...['"', '\\', '\ufffd\ufffd', '  ', '-', '\t', '1.2.3.4', '99/99/9999', '\u2028', 'Total', '{"a":1}'],
];

/** A base with one of its rows damaged inside that row, and where: every other row stands as it stood. */
export type Confined = { text: string; row: number; what: string };

export function confined(base: Base, random: Random): Confined | null {
  const [header = [], ...rows] = cellsOf(base);
  if (rows.length < 5 || header.length < 3) return null;
  const row = random.below(rows.length);
  const cells = [...(rows[row] ?? [])];
  const column = random.below(header.length);
  const line = (values: string[]) => Papa.unparse([values], { newline: '\n' });
  const [what, changed] = random.pick<readonly [string, () => string]>([
    ['an odd cell', () => line(cells.with(Math.min(column, cells.length - 1), random.pick(odd)))],
    ['a cell too many', () => line([...cells.slice(0, column), 'more', ...cells.slice(column)])],
    ['cells missing', () => line(cells.slice(0, Math.max(1, column)))],
    ['a bare quote in a cell', () => line(cells).replace(/\w(?=\w)/, (char) => `${char}"`)],
    ['the row twice', () => `${line(cells)}\n${line(cells)}`],
    ['a blank line before it', () => `\n${line(cells)}`],
    ['a row of delimiters before it', () => `${','.repeat(header.length - 1)}\n${line(cells)}`],
  ]);
  const lines = [header, ...rows].map((values, i) => (i === row + 1 ? changed() : line(values)));
  return { text: `${lines.join('\n')}\n`, row, what };
}

/** The base as `confined` writes it, without damage. */
export function undamaged(base: Base): string {
  return `${Papa.unparse(cellsOf(base), { newline: '\n' })}\n`;
}

/** The raw cells of each row and what its dictionary fields became, but for those left out. */
export async function valuesByRow(
  { file, query }: Staged,
  leftOut: readonly string[] = [],
): Promise<Map<string, string>> {
  const raw = file.dialect.headers.map((name) => `coalesce(${identifier(name)}, '')`).join(', ');
  const wanted = opportunityFields.map(({ field }) => field).filter((field) => !leftOut.includes(field));
  const fields = file.kind === 'opportunities' ? wanted : [];
  const typed =
    file.kind === null || fields.length === 0
      ? "''"
      : `to_json([${fields.map((name) => `CAST(c.${identifier(name)} AS VARCHAR)`).join(', ')}])`;
  const from =
    file.kind === null || fields.length === 0
      ? rawTable(file.raw)
      : `${rawTable(file.raw)} AS t JOIN (${conversionOf(file).select}) AS c ON c."row" = t.rowid`;
  const rawCells =
    fields.length > 0 && file.kind !== null
      ? file.dialect.headers.map((name) => `coalesce(t.${identifier(name)}, '')`).join(', ')
      : raw;
  const rows = await query(
    `SELECT array_to_string([${rawCells}], chr(31)) AS cells, CAST(${typed} AS VARCHAR) AS typed FROM ${from}`,
  );
  return new Map(rows.map(({ cells, typed: value }) => [String(cells), String(value)]));
}
