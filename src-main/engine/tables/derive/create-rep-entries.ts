import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { mixDeals, mixFields } from '#shared/model/mix-fields';
import repEntrySql from './rep-entry.sql?raw';

/** weir.rep_entry and what goes with it, which reps are compared by. */
export async function createRepEntries(connection: Connection): Promise<void> {
  const { deals } = await connection.one<{ deals: number }>(
    'SELECT count(*)::INTEGER AS deals FROM weir.next_opportunity',
  );
  const { ranks } = await connection.one<{ ranks: number }>(
    "SELECT (coalesce(max(rank), 0) + 1)::INTEGER AS ranks FROM weir.next_stage WHERE kind = 'open'",
  );
  const every = Math.max(1, Math.floor(deals / mixDeals));
  const size = `CASE WHEN n.amount >= 1 THEN ${bandOf('n.amount')}::TINYINT END`;
  const least = `${bandOf('least')}::INTEGER`;
  const most = `${bandOf('most')}::INTEGER`;
  await connection.exec(
    filled(repEntrySql, { every, ranks, size, least, most, ...(await numbersOf(connection, ranks)) }),
  );
}

function bandOf(amount: string): string {
  return `(2 * log10(${amount}))`;
}

/** Sizes are half powers of ten of at most 16 digits. */
const sizes = 34;

/**
 * The number of a deal's kind in SQL: by its size and whether it skipped stages, and by the places of its words where they are
 * kept as a list; and that of its kind in one of the ranks.
 */
async function numbersOf(connection: Connection, ranks: number): Promise<{ kind: string; number: string }> {
  const listed = await connection.all<{ name: string }>(
    `SELECT column_name AS name FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'weir' AND table_name = 'next_narrow_life'
      AND starts_with(data_type, 'ENUM')`,
  );
  const fields = mixFields.filter((field) => listed.some(({ name }) => name === field));
  const places: string[] = [];
  let kinds = sizes * 2;
  for (const field of fields) {
    const { words } = await connection.one<{ words: number }>(
      `SELECT coalesce(len(enum_range(any_value(${field}))), 0)::INTEGER AS words FROM weir.next_narrow_life`,
    );
    places.push(`${kinds} * coalesce(enum_code(n.${field})::TYPE + 1, 0)`);
    kinds *= words + 1;
  }
  const sized = ['coalesce(n.size + 1, 0)::TYPE * 2', 'n.skipped::TYPE', ...places].join(' + ');
  // Numbers of 31 bits are reckoned with fastest.
  const type = kinds * ranks < 2 ** 31 ? 'INTEGER' : 'BIGINT';
  const kept = kinds * ranks <= 65_536 ? 'USMALLINT' : type;
  const kind = sized.replaceAll('TYPE', type);
  return {
    kind: `(${kind})::${kept}`,
    number: `(n.rank::${type} * ${kinds} + NUMBERED)::${kept}`.replace('NUMBERED', kind),
  };
}
