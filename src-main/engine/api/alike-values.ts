import { nearMatch } from '#engine/import/near-match';
import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { AlikeValues } from '#shared/results/quality';

const fields = ['owner', 'team', 'product', 'stage', 'source', 'segment', 'region', 'account'] as const;

/** Comparing each value with each other one is quick up to here; above, only spelling without letters is compared. */
const mostCompared = 500;

/** Values of one field that differ by spelling only, the rarer one first. At most 50 a field. */
export async function alikeValues(connection: Connection): Promise<AlikeValues[]> {
  const found: AlikeValues[] = [];
  for (const field of fields) {
    const values = await connection.all<{ value: string; deals: number }>(`
      SELECT ${identifier(field)} AS value, count(*) AS deals
      FROM weir.opportunity
      WHERE ${identifier(field)} <> ''
      GROUP BY value
      ORDER BY deals DESC, value
      LIMIT ${mostCompared + 1}`);
    const pairs = values.length > mostCompared ? await respelled(connection, field) : near(field, values);
    found.push(...pairs.slice(0, 50));
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
