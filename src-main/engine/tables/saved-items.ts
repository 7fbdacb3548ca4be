import { z } from 'zod';
import type { Connection } from '#engine/query/connection';
import type { SavedKind } from '#shared/contract/console-params';
import { WeirError } from '#shared/contract/errors';
import type { SavedItem } from '#shared/results/console';
import { readSettings, type SettingName, writeSetting } from './settings';

const settingOf = {
  query: 'saved_queries',
  view: 'saved_views',
  rules: 'saved_rules',
} as const satisfies Record<SavedKind, SettingName>;
const stored = z.array(z.object({ id: z.number(), name: z.string(), content: z.string() }));

/** What is kept under a name, in the order of the names. */
export async function savedItems(connection: Connection, kind: SavedKind): Promise<SavedItem[]> {
  const text = (await readSettings(connection))[settingOf[kind]];
  return text ? stored.parse(JSON.parse(text)) : [];
}

/**
 * Keeps an item: a new one, one that is changed, or one that was removed and comes back under its number. Error:
 * `invalid-input` where another has its name.
 */
export async function saveItem(
  connection: Connection,
  kind: SavedKind,
  { id, name, content }: { id?: number | undefined; name: string; content: string },
): Promise<SavedItem[]> {
  const items = await savedItems(connection, kind);
  const others = items.filter((item) => item.id !== id);
  if (others.some((item) => item.name === name)) {
    throw new WeirError({
      code: 'invalid-input',
      message: `There is a saved ${kind} "${name}" already.`,
      hint: 'Choose another name, or delete the one that has it.',
      details: { name },
    });
  }
  const next = id ?? Math.max(0, ...items.map((item) => item.id)) + 1;
  return keep(connection, kind, [...others, { id: next, name, content }]);
}

export async function removeSaved(connection: Connection, kind: SavedKind, id: number): Promise<SavedItem[]> {
  const items = await savedItems(connection, kind);
  return keep(
    connection,
    kind,
    items.filter((item) => item.id !== id),
  );
}

async function keep(connection: Connection, kind: SavedKind, items: SavedItem[]): Promise<SavedItem[]> {
  const sorted = items.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id);
  await writeSetting(connection, settingOf[kind], JSON.stringify(sorted));
  return sorted;
}
