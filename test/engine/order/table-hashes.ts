import type { Engine } from '#engine/api/engine';
import { identifier, literal } from '#engine/query/sql-text';

/** Import bookkeeping: what was imported when, under which number, and what the version of the data is. */
const bookkeeping = ['import', 'import_file', 'rejected_row', 'file', 'setting', 'mapping_memory'];

/** Where a row comes from. Files that are split have other rows in other places, and say the same. */
const places = new Set(['file_key', 'record']);

const columnsSql = `
  SELECT table_name, string_agg(column_name, chr(31) ORDER BY column_name) AS columns
  FROM information_schema.tables
  JOIN information_schema.columns USING (table_schema, table_name)
  WHERE table_schema = 'weir' AND table_type = 'BASE TABLE'
    AND table_name NOT IN (${bookkeeping.map(literal).join(', ')})
  GROUP BY table_name
  ORDER BY table_name`;

/** A hash of the content of every derived table, whatever the order of its rows. */
export async function tableHashes(
  engine: Engine,
  { withPlaces = true } = {},
): Promise<Record<string, string>> {
  const rows = async (sql: string) => (await engine.call('sql.run', { sql, limit: 100_000 })).rows;
  const columns = new Map<string, string[]>();
  for (const [table, names] of await rows(columnsSql)) {
    const all = String(names).split('\x1f');
    columns.set(
      String(table),
      all.filter((name) => withPlaces || !places.has(name)),
    );
  }
  const parts = [...columns].map(([table, names]) => hashSql(table, names));
  const hashed = await rows(`${parts.join('\nUNION ALL\n')}\nORDER BY 1`);
  return Object.fromEntries(
    hashed.map(([table, count, hash]) => [
      String(table),
      `${count} rows ${columns.get(String(table))?.join(' ')} ${hash}`,
    ]),
  );
}

function hashSql(name: string, columns: readonly string[]): string {
  const list = columns.map((column) => `coalesce(${identifier(column)}::VARCHAR, '~')`).join(', ');
  return `
    SELECT ${literal(name)}, count(*), coalesce(md5(string_agg(row_hash, '' ORDER BY row_hash)), '')
    FROM (SELECT md5(concat_ws('|', ${list})) AS row_hash FROM weir.${identifier(name)})`;
}
