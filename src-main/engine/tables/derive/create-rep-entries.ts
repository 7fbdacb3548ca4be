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
/** Above so many kinds rarer words are put together: a question names the chance of every kind. */
const mostKinds = 65_536;

/** A field of the mix that is kept as a list of words, with the place of its word in SQL; 0 is none, or a word too rare for one. */
type Listed = { field: string; words: number; place: string; isWhole: boolean };

/**
 * The number of a deal's kind in SQL: by its size and whether it skipped stages, and by the places of its words where they are
 * kept as a list; that of its kind in one of the ranks; and the words that are told apart.
 */
async function numbersOf(
  connection: Connection,
  ranks: number,
): Promise<{ kind: string; number: string; words: string }> {
  const fields = await listedFields(connection);
  const kinds = productOf(fields);
  // Numbers of 31 bits are reckoned with fastest.
  const type = kinds * ranks < 2 ** 31 ? 'INTEGER' : 'BIGINT';
  const kept = kinds * ranks <= 65_536 ? 'USMALLINT' : type;
  let factor = sizes * 2;
  let kind = `coalesce(n.size + 1, 0)::${type} * 2 + n.skipped::${type}`;
  for (const { words, place } of fields) {
    kind += ` + ${factor} * coalesce(${place}, 0)::${type}`;
    factor *= words + 1;
  }
  const words = mixFields.map((name) => {
    const found = fields.find(({ field }) => field === name);
    if (!found) return `NULL::VARCHAR AS ${name}`;
    return found.isWhole ? `n.${name}` : `CASE WHEN ${found.place} > 0 THEN n.${name} END AS ${name}`;
  });
  return {
    kind: `(${kind})::${kept}`,
    number: `(n.rank::${type} * ${kinds} + ${kind})::${kept}`,
    words: words.join(', '),
  };
}

function productOf(fields: readonly { words: number }[]): number {
  return fields.reduce((product, { words }) => product * (words + 1), sizes * 2);
}

async function listedFields(connection: Connection): Promise<Listed[]> {
  const listed = await connection.all<{ name: string }>(
    `SELECT column_name AS name FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'weir' AND table_name = 'next_narrow_life'
      AND starts_with(data_type, 'ENUM')`,
  );
  const fields: { field: string; words: number }[] = [];
  for (const field of mixFields.filter((name) => listed.some((column) => column.name === name))) {
    const { words } = await connection.one<{ words: number }>(
      `SELECT coalesce(len(enum_range(any_value(${field}))), 0)::INTEGER AS words FROM weir.next_narrow_life`,
    );
    fields.push({ field, words });
  }
  const capped = (most: number) => fields.map(({ words }) => ({ words: Math.min(words, most) }));
  const most =
    [Number.POSITIVE_INFINITY, 48, 24].find((n) => productOf(capped(n)) <= mostKinds) ?? fewestWords;
  return Promise.all(fields.map((field) => placed(connection, field, most)));
}

/** As many as the model of the mix tells apart. */
const fewestWords = 12;

async function placed(
  connection: Connection,
  { field, words }: { field: string; words: number },
  most: number,
): Promise<Listed> {
  const code = `enum_code(n.${field})::INTEGER + 1`;
  if (words <= most) return { field, words, place: code, isWhole: true };
  const { places } = await connection.one<{ places: string }>(
    `SELECT list(CASE WHEN place <= ${most} THEN place ELSE 0 END ORDER BY code)::VARCHAR AS places
    FROM (
      SELECT w.code, row_number() OVER (ORDER BY coalesce(n, 0) DESC, w.code) AS place
      FROM (SELECT unnest(range(${words}))::INTEGER AS code) AS w
      LEFT JOIN (
        SELECT enum_code(${field})::INTEGER AS code, count(*) AS n
        FROM weir.next_narrow_life
        WHERE ${field} IS NOT NULL
        GROUP BY ALL
      ) AS c ON c.code = w.code
    )`,
  );
  return { field, words: most, place: `list_extract(${places}::INTEGER[], ${code})`, isWhole: false };
}
