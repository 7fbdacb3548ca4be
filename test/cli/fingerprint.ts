import { createEngine } from '#engine/api/create-engine';

/** What differs between two workspaces with the same data: when it was imported, and how often it was derived. */
const hashes: Readonly<Record<string, string>> = {
  import: 'sum(hash(t.id)::HUGEINT)',
  setting: "sum(hash(t)::HUGEINT) FILTER (name NOT IN ('data_version', 'clock'))",
};

const tablesSql = `
  SELECT table_schema, table_name FROM information_schema.tables
  WHERE table_schema IN ('weir', 'raw') AND table_type = 'BASE TABLE' ORDER BY ALL`;

/** Imports without rows, and rows that belong to no import: a whole workspace has none of either. */
const looseSql = `
  WITH raw AS (
    SELECT regexp_extract(table_name, '^import_(\\d+)_', 1)::INTEGER AS id
    FROM information_schema.tables WHERE table_schema = 'raw'
  )
  FROM raw ANTI JOIN weir.import USING (id) UNION ALL SELECT id FROM weir.import ANTI JOIN raw USING (id)`;

/**
 * Opens a workspace for writing, as the next program does, and reads all of it: rows and a hash over every value of every
 * table, and loose parts. Times are left out, so that two workspaces with the same data have the same fingerprint.
 */
export async function fingerprintOf(workspace: string, home: string): Promise<string> {
  const engine = createEngine({ home, now: () => new Date('2026-07-01T12:00:00Z') });
  try {
    await engine.call('workspace.open', { path: workspace });
    const rowsOf = async (sql: string) => (await engine.call('sql.run', { sql })).rows;
    const tables = await rowsOf(tablesSql);
    const parts = tables.map(([schema, table]) => {
      const hash = hashes[String(table)] ?? 'sum(hash(t)::HUGEINT)';
      return `SELECT '${schema}.${table}', count(*), (${hash})::VARCHAR FROM "${schema}"."${table}" AS t`;
    });
    return JSON.stringify({ tables: await rowsOf(parts.join(' UNION ALL ')), loose: await rowsOf(looseSql) });
  } finally {
    await engine.close();
  }
}
