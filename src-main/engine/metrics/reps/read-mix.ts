import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { mixFields } from '#shared/model/mix-fields';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { remembering } from '../remembered';
import { shown } from '../scope-sql';
import type { Kind, MixField, MixRow } from './mix';
import type { RepReading } from './rep-reading';

/**
 * Kinds of deals in the order of their numbers, the words that tell kinds apart, in the order of their lists, and whether any deal
 * changed hands.
 */
export type Kinds = {
  known: readonly Kind[];
  words: ReadonlyMap<MixField, readonly string[]>;
  someHanded: boolean;
};
const rememberedKinds = remembering<Kinds>();
const rememberedRows = remembering<readonly MixRow[]>();

export function kindsOf(connection: Connection, facts: WorkspaceFacts): Promise<Kinds> {
  return rememberedKinds(facts, '', async () => {
    const known = await connection.all<Kind>(
      `SELECT segment::VARCHAR AS segment, source::VARCHAR AS source, lead_type::VARCHAR AS lead_type, size, skipped
      FROM weir.rep_kind WHERE rank = 0 ORDER BY place`,
    );
    const { someHanded } = await connection.one<{ someHanded: boolean }>(
      'SELECT EXISTS (FROM weir.owner_spell) AS "someHanded"',
    );
    return { known, words: await mixWords(connection), someHanded };
  });
}

/**
 * Deals by kind, of the ranks asked for; those that do not stand are in temp.rep_other. The ranks of one scope are counted together.
 */
export async function mixRows(
  connection: Connection,
  facts: WorkspaceFacts,
  { width, given, newReps, every, params }: RepReading,
  ranks: readonly number[],
): Promise<readonly MixRow[]> {
  const sql = `SELECT
      k.rank::INTEGER AS rank,
      k.segment::VARCHAR AS segment,
      k.source::VARCHAR AS source,
      k.lead_type::VARCHAR AS lead_type,
      k.size,
      k.skipped,
      m.n,
      m.k
    FROM (
      SELECT number, sum(n)::INTEGER AS n, sum(k)::INTEGER AS k
      FROM (
        FROM weir.rep_mix${width}(${given}, ${newReps}, every := ${every})
        UNION ALL
        SELECT number, count(*), sum(went_on) FROM temp.rep_other WHERE sampled AND NOT ramping GROUP BY number
      )
      GROUP BY number
    ) AS m
    JOIN weir.rep_kind AS k ON k.number = m.number
    ORDER BY ALL`;
  const rows = await rememberedRows(facts, shown({ sql, params }), () => connection.all<MixRow>(sql, params));
  return rows.filter(({ rank }) => ranks.includes(rank));
}

async function mixWords(connection: Connection): Promise<Map<MixField, readonly string[]>> {
  const listed = await connection.all<{ name: string }>(
    `SELECT column_name AS name FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'weir' AND table_name = 'narrow_life'
      AND starts_with(data_type, 'ENUM')`,
  );
  const found = new Map<MixField, readonly string[]>();
  for (const field of mixFields.filter((name) => listed.some((column) => column.name === name))) {
    const rows = await connection.all<{ word: string }>(
      `SELECT unnest(enum_range(any_value(${identifier(field)})))::VARCHAR AS word FROM weir.narrow_life`,
    );
    found.set(
      field,
      rows.map(({ word }) => word),
    );
  }
  return found;
}

/** The model of the mix is learned from so many deals at most: more would not change its third digit. */
export function everyOf(facts: WorkspaceFacts): number {
  return Math.max(1, Math.floor(facts.opportunities / constants.mixDeals));
}
