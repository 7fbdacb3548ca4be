import type { Connection } from '../query/connection';
import { storedFiles } from './import-store';

/** The export's own names for fields of the dictionary, in lower case: sales_agent → owner. Newest file last. */
export async function columnAliases(connection: Connection): Promise<Map<string, string>> {
  const aliases = new Map<string, string>();
  for (const { staged } of await storedFiles(connection, 'loaded')) {
    for (const { column, field } of staged.columns) {
      if (!field) continue;
      const meant = joined[staged.kind ?? '']?.[field] ?? field;
      aliases.set(column.trim().toLowerCase(), meant);
    }
  }
  return aliases;
}

/** What the key of a joined table is called in the opportunity. */
const joined: Record<string, Record<string, string>> = {
  accounts: { key: 'account', name: 'account' },
  products: { key: 'product' },
  owners: { key: 'owner', name: 'owner' },
};
