import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { narrowFields } from '#shared/model/fields';
import narrowLifeSql from './narrow-life.sql?raw';
import ownerSpellSql from './owner-spell.sql?raw';
import pastStateSql from './past-state.sql?raw';
import { enumOf } from './words';

/** What weir.reach takes over from the lives: weir.narrow_life; and weir.past_state for the days before. */
export async function createNarrowLives(connection: Connection): Promise<void> {
  const types: Record<string, string> = {};
  for (const field of narrowFields) {
    const past = field === 'owner' ? 'UNION SELECT owner FROM weir.next_state' : '';
    types[field] = await enumOf(connection, `SELECT ${field} FROM weir.next_opportunity ${past}`);
  }
  const fields = narrowFields.map((field) => `${field}${types[field]} AS ${field}`).join(',\n    ');
  const owner = types.owner ?? '';
  await connection.exec(filled(pastStateSql, { owner }));
  await connection.run(filled(ownerSpellSql, { owner }));
  const reason = await enumOf(connection, "SELECT nullif(trim(loss_reason), '') FROM weir.next_opportunity");
  await connection.exec(filled(narrowLifeSql, { owner, fields, loss_reason: reason }));
}
