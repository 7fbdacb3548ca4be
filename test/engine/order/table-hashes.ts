import type { Engine } from '#engine/api/engine';

/** Import bookkeeping: what was imported when, under which number, and what the version of the data is. */
const bookkeeping = new Set(['import', 'import_file', 'rejected_row', 'file', 'setting', 'mapping_memory']);

/** Where a row comes from. Files that are split have other rows in other places, and say the same. */
const places = new Set(['file_key', 'record']);

/** A hash of the content of every derived table, whatever the order of its rows. */
export async function tableHashes(
  engine: Engine,
  { withPlaces = true } = {},
): Promise<Record<string, string>> {
  const rows = async (sql: string) => (await engine.call('sql.run', { sql, limit: 100_000 })).rows;
  const tables = await rows(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'weir' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const hashes: Record<string, string> = {};
  for (const [name] of tables) {
    if (bookkeeping.has(String(name))) continue;
    const columns = (await rows(`SELECT column_name FROM (DESCRIBE weir."${name}")`)).map(([column]) =>
      String(column),
    );
    const kept = columns.filter((column) => withPlaces || !places.has(column)).sort();
    const list = kept.map((column) => `"${column.replaceAll('"', '""')}"::VARCHAR`).join(', ');
    const [[count, hash] = []] = await rows(
      `SELECT count(*), coalesce(md5(string_agg(row_hash, '' ORDER BY row_hash)), '')
      FROM (SELECT md5(concat_ws('|', ${kept.map((_, i) => `coalesce(c${i}, '~')`).join(', ')})) AS row_hash
        FROM (SELECT ${list} FROM weir."${name}") AS t(${kept.map((_, i) => `c${i}`).join(', ')}))`,
    );
    hashes[String(name)] = `${count} rows ${kept.join(' ')} ${hash}`;
  }
  return hashes;
}
