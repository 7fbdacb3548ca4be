import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import { narrowFields } from '#shared/model/fields';
import narrowLifeSql from './narrow-life.sql?raw';
import pastStateSql from './past-state.sql?raw';

/** Words beyond this many stay words; a list of them would be longer than what it saves. */
const mostWords = 5000;

/** What weir.reach takes over from the lives: weir.narrow_life; and weir.past_state for the days before. */
export async function createNarrowLives(connection: Connection): Promise<void> {
  const types: Record<string, string> = {};
  for (const field of narrowFields) types[field] = await typeOf(connection, field);
  const fields = narrowFields.map((field) => `${field}${types[field]} AS ${field}`).join(',\n    ');
  await connection.run(pastStateSql.replace('{{owner}}', () => types.owner ?? ''));
  await connection.exec(narrowLifeSql.replace('{{fields}}', () => fields));
}

/** The cast to an enumeration of all values, nothing where they are none or too many. */
async function typeOf(connection: Connection, field: string): Promise<string> {
  const past = field === 'owner' ? 'UNION SELECT owner FROM weir.next_state' : '';
  const rows = await connection.all<{ value: string }>(
    `SELECT DISTINCT value FROM (SELECT ${field} AS value FROM weir.next_opportunity ${past})
    WHERE value IS NOT NULL ORDER BY value LIMIT ${mostWords + 1}`,
  );
  if (rows.length === 0 || rows.length > mostWords) return '';
  return `::ENUM(${rows.map(({ value }) => literal(value)).join(', ')})`;
}
