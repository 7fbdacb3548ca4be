import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { mixDeals, mixFields } from '#shared/model/mix-fields';
import repEntrySql from './rep-entry.sql?raw';

const size = 'CASE WHEN n.amount >= 1 THEN (2 * log10(n.amount))::TINYINT END';

/** weir.rep_entry and what goes with it, which reps are compared by; `fields` are those carried from the lives. */
export async function createRepEntries(connection: Connection, fields: string): Promise<void> {
  const { deals } = await connection.one<{ deals: number }>(
    'SELECT count(*)::INTEGER AS deals FROM weir.next_opportunity',
  );
  const every = Math.max(1, Math.floor(deals / mixDeals));
  await connection.exec(filled(repEntrySql, { fields, size, every, kind: await kindSql(connection) }));
}

/** Sizes are half powers of ten of at most 16 digits. */
const sizes = 34;
const mostKinds = 65_536;

/**
 * The number of a deal's kind: by the places of its words in their lists, its size and whether it skipped stages.
 * What is not kept as a list has too many words to tell kinds apart.
 */
async function kindSql(connection: Connection): Promise<string> {
  const listed = await connection.all<{ name: string }>(
    `SELECT column_name AS name FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'weir' AND table_name = 'next_narrow_life'
      AND starts_with(data_type, 'ENUM')`,
  );
  const fields = mixFields.filter((field) => listed.some(({ name }) => name === field));
  let kinds = sizes * 2;
  let sql = `coalesce(${size} + 1, 0)::INTEGER * 2 + n.skipped::INTEGER`;
  for (const field of fields) {
    const { words } = await connection.one<{ words: number }>(
      `SELECT coalesce(len(enum_range(any_value(${field}))), 0)::INTEGER AS words FROM weir.next_narrow_life`,
    );
    sql += ` + ${kinds} * coalesce(enum_code(n.${field})::INTEGER + 1, 0)`;
    kinds *= words + 1;
  }
  return kinds <= mostKinds ? `(${sql})::USMALLINT` : 'NULL::USMALLINT';
}
