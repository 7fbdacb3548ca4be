import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { mixFields } from '#shared/model/mix-fields';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, shown } from '../scope-sql';
import type { KnownKind, MixField, MixRow } from './mix';
import type { RepScope } from './read-reps';
import { remembering } from './remembered';

type Kinds = { words: ReadonlyMap<MixField, readonly string[]>; known: readonly KnownKind[] };
const rememberedKinds = remembering<Kinds>();
const rememberedRows = remembering<readonly MixRow[]>();

/** Kinds of deals that were numbered beforehand, and the words that tell kinds apart, in the order of their lists. */
export function kindsOf(connection: Connection, facts: WorkspaceFacts): Promise<Kinds> {
  return rememberedKinds(facts, '', async () => {
    const words = await mixWords(connection);
    const known = await connection.all<KnownKind>(
      `SELECT kind::INTEGER AS kind, segment::VARCHAR AS segment, source::VARCHAR AS source, lead_type::VARCHAR AS lead_type, size, skipped
      FROM weir.rep_kind ORDER BY kind`,
    );
    return { words, known };
  });
}

/** Deals by kind, of the ranks asked for; `given` are the arguments of weir.rep_mix. The ranks of one scope are counted together. */
export async function mixRows(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: RepScope,
  given: Fragment,
  ranks: readonly number[],
): Promise<readonly MixRow[]> {
  const from = `FROM weir.${narrowMacro('rep_mix', facts, scope)}(${given.sql}, every := ${every(facts)})`;
  const rows = await rememberedRows(facts, shown({ ...given, sql: from }), () =>
    connection.all<MixRow>(`${from} ORDER BY ALL`, given.params),
  );
  return rows.filter(({ rank }) => ranks.includes(rank));
}

async function mixWords(connection: Connection): Promise<Kinds['words']> {
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
function every(facts: WorkspaceFacts): number {
  return Math.max(1, Math.floor(facts.opportunities / constants.mixDeals));
}
