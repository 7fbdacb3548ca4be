import type { StoredFile } from '#engine/import/import-store';
import { joinedValues } from '#engine/import/joins';
import { nearMatch } from '#engine/import/near-match';
import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { AlikeValues, ValueMatch } from '#shared/results/quality';

const fields = ['owner', 'team', 'product', 'stage', 'source', 'segment', 'region', 'account'] as const;

/** Values that a joined file lacks are compared with each of its values, so only the commonest are. */
const mostJoined = 50;

/** Comparing each value with each other one is quick up to here; above, only spelling without letters is compared. */
const mostCompared = 500;

/**
 * Values of one field that differ by spelling only, the rarer one first, and those that nearly match one of a joined
 * file. At most 50 a field. What was left apart is not named again.
 */
export async function alikeValues(
  connection: Connection,
  files: readonly StoredFile[],
  matches: readonly ValueMatch[],
): Promise<AlikeValues[]> {
  const found: AlikeValues[] = [];
  const joined = await joinedValues(
    connection,
    files.map(({ staged }) => staged),
  );
  const apart = new Set(
    matches.flatMap(({ field, value, becomes }) => (becomes === null ? [`${field}\0${value}`] : [])),
  );
  for (const field of fields) {
    const values = await connection.all<{ value: string; deals: number }>(`
      SELECT ${identifier(field)} AS value, count(*) AS deals
      FROM weir.opportunity
      WHERE ${identifier(field)} <> ''
      GROUP BY value
      ORDER BY deals DESC, value
      LIMIT ${mostCompared + 1}`);
    const pairs = values.length > mostCompared ? await respelled(connection, field) : near(field, values);
    const missed = nearJoined(field, values, joined.get(field) ?? []);
    const all = [...pairs, ...missed.filter(({ value }) => !pairs.some((pair) => pair.value === value))];
    const open = all.filter(
      (pair) => ![pair.value, pair.like].some((value) => apart.has(`${field}\0${value}`)),
    );
    found.push(...open.slice(0, 50));
  }
  return found;
}

function near(field: string, values: { value: string; deals: number }[]): AlikeValues[] {
  return values.flatMap(({ value, deals }, i) => {
    const commoner = values.slice(0, i);
    const like = nearMatch(
      value,
      commoner.map((other) => other.value),
    );
    const other = commoner.find((one) => one.value === like);
    // Names that differ by their numbers are series, not slips.
    if (!other || digits(value) !== digits(other.value)) return [];
    return [{ field, value, deals, like: other.value, likeDeals: other.deals }];
  });
}

/** Values that the joined file does not have, with the one it has that each resembles and that no deal has. */
function nearJoined(
  field: string,
  values: readonly { value: string; deals: number }[],
  joined: readonly string[],
): AlikeValues[] {
  const known = new Set(joined);
  const used = new Set(values.map(({ value }) => value));
  if (joined.length === 0) return [];
  const missed = values.filter(({ value }) => !known.has(value)).slice(0, mostJoined);
  return missed.flatMap(({ value, deals }) => {
    const like = nearMatch(value, joined);
    return like === null || used.has(like) ? [] : [{ field, value, deals, like, likeDeals: 0 }];
  });
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

/** The same letters and digits with other case, blanks or punctuation. */
async function respelled(connection: Connection, field: string): Promise<AlikeValues[]> {
  const rows = await connection.all<{ value: string; deals: number; like: string; like_deals: number }>(`
    WITH spelled AS (
      SELECT ${identifier(field)} AS value, count(*) AS deals,
        regexp_replace(lower(strip_accents(${identifier(field)})), '[^\\p{L}\\p{N}]', '', 'g') AS bare
      FROM weir.opportunity
      WHERE ${identifier(field)} <> ''
      GROUP BY value
    )
    SELECT value, deals, first_value(value) OVER spelling AS "like", first_value(deals) OVER spelling AS like_deals
    FROM spelled
    WHERE bare <> ''
    WINDOW spelling AS (PARTITION BY bare ORDER BY deals DESC, value)
    QUALIFY row_number() OVER spelling > 1
    ORDER BY deals DESC, value
    LIMIT 50`);
  return rows.map(({ value, deals, like, like_deals }) => ({
    field,
    value,
    deals,
    like,
    likeDeals: like_deals,
  }));
}
