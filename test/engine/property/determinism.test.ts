import { describe, expect, it } from 'vitest';
import type { Connection } from '#engine/query/connection';
import type { LogEntry } from '../../support/log-workspace';
import { forAllLogs, logWorkspace } from './for-all-logs';
import { stages } from './random-log';

const tables = [
  'opportunity',
  'earlier_life',
  'state',
  'past_state',
  'search_text',
  'drawn_name',
  'sojourn',
  'reach',
  'reach_in_gap',
  'reopening',
  'stage',
];
/** Where a row came from; differs when the same rows come in other files. */
const origin = ['file_key', 'record'];

describe('the derived tables are the same, row for row,', { timeout: 300_000 }, () => {
  const workspace = logWorkspace(stages, 2);

  it('when the same rows are derived again, or come in another order', () =>
    forAllLogs(workspace, { logs: 3, scopes: 1 }, async ({ log }) => {
      const first = await workspace.use((c) => hashes(c, []));
      await workspace.load(log.clock, { logs: [log.entries] });
      expect(await workspace.use((c) => hashes(c, []))).toEqual(first);
      await workspace.load(log.clock, { logs: [shuffled(log.entries)] });
      expect(await workspace.use((c) => hashes(c, []))).toEqual(first);
    }));

  it('when the rows come in one log or in several', () =>
    forAllLogs(workspace, { logs: 3, scopes: 1 }, async ({ log }) => {
      const first = await workspace.use((c) => hashes(c, origin));
      const half = Math.floor(log.entries.length / 2);
      await workspace.load(log.clock, { logs: [log.entries.slice(0, half), log.entries.slice(half)] });
      expect(await workspace.use((c) => hashes(c, origin))).toEqual(first);
    }));
});

/** One fingerprint a table, whatever the order of its rows, without the columns left out. */
async function hashes(connection: Connection, without: string[]): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const table of tables) {
    const columns = await connection.all<{ column_name: string }>(`DESCRIBE weir.${table}`);
    const names = columns
      .map(({ column_name }) => `"${column_name}"`)
      .filter((name) => !without.includes(name.slice(1, -1)));
    const row = await connection.one(
      `SELECT count(*) AS n, md5(string_agg(line, chr(10) ORDER BY line)) AS hash
      FROM (SELECT to_json(struct_pack(${names.map((name) => `${name} := ${name}`).join(', ')}))::VARCHAR AS line FROM weir.${table})`,
    );
    result[table] = row;
  }
  return result;
}

/** Another order, always the same one: by a scramble of the row number. */
function shuffled(entries: readonly LogEntry[]): LogEntry[] {
  const place = (row: number) => (row * 7919) % 10_007;
  return [...entries].sort((a, b) => place(a.row) - place(b.row));
}
