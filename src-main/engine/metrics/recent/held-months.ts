import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { recentDatabase } from '#engine/query/recent-database';
import { narrowFields } from '#shared/model/fields';
import { addDays, addMonths, monthStart } from '#shared/time/day';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type FollowUpSource, followUpSource } from '../rules/follow-ups';
import { recentMacros } from './open-macros';
import openSpellSql from './open-spell.sql?raw';

/** No further month is held where these many rows are: some 130 MB. */
const mostSpells = 6_000_000;

/** What counts as a follow-up in each month whose open deals are held in memory, by its first day; all of one state of the data. */
const held = new WeakMap<WorkspaceFacts, Map<string, FollowUpSource['source']>>();

/**
 * Holds the open deals of the month of a day in memory, day by day, so that a question about one of its days looks nothing up. Not to
 * be called while other calls run: what is held of an earlier state of the data goes.
 */
export async function holdMonth(connection: Connection, facts: WorkspaceFacts, day: string): Promise<void> {
  const first = monthStart(day);
  const months = held.get(facts);
  if (months?.has(first)) return;
  const last = addDays(addMonths(first, 1), -1);
  const { source } = await followUpSource(connection, facts, 'auto', last);
  const spells = filled(openSpellSql, {
    first: `DATE '${first}'`,
    last: `DATE '${last}'`,
    by_change: String(source === 'change'),
    fields: narrowFields
      .filter((field) => field !== 'owner')
      .map((field) => `l.${field}`)
      .join(',\n    '),
  });
  const table = `${recentDatabase}.open_spell`;
  if (months) {
    const { n } = await connection.one<{ n: number }>(`SELECT count(*)::DOUBLE AS n FROM ${table}`);
    if (n > mostSpells) return;
    await connection.transaction(async () => {
      // Where an earlier attempt was stopped at its very end.
      await connection.run(`DELETE FROM ${table} WHERE month = DATE '${first}'`);
      await connection.run(`INSERT INTO ${table} BY NAME ${spells}`);
    });
    months.set(first, source);
  } else {
    await connection.run(`CREATE OR REPLACE TABLE ${table} AS ${spells}`);
    for (const macro of recentMacros) await connection.exec(macro);
    held.set(facts, new Map([[first, source]]));
  }
  // Packs it: a tenth of the memory.
  await connection.run(`CHECKPOINT ${recentDatabase}`);
}

/** Where the macro of open deals is that answers a scope soonest: months that are held, narrow tables, or all fields. */
export function openMacro(name: string, facts: WorkspaceFacts, scope: MetricScope): string {
  const macro = narrowMacro(name, facts, scope);
  return heldFollowUps(facts, scope) && macro.endsWith('_narrow')
    ? `${recentDatabase}.${name}`
    : `weir.${macro}`;
}

/** What counts as a follow-up of the deals that are held of the month of a scope; undefined where it is not held. */
export function heldFollowUps(
  facts: WorkspaceFacts,
  { asOf = facts.asOf }: MetricScope,
): FollowUpSource['source'] | undefined {
  return held.get(facts)?.get(monthStart(asOf));
}
