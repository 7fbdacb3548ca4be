import { describe, expect, it } from 'vitest';
import { overview } from '#engine/metrics/overview';
import { forAllLogs, logWorkspace } from '../property/for-all-logs';
import { engineScope } from '../property/scopes';

describe.each(['by_month', 'outcome_risk'])('an overview of which %s fails', (macro) => {
  const workspace = logWorkspace();

  // A failure that nobody waits for would end the process; the test runner reports it as an error of the whole run.
  it('fails as a whole and leaves nothing behind', () =>
    forAllLogs(workspace, { logs: 1, scopes: 1 }, async ({ connection, facts }) => {
      await connection.exec(`DROP MACRO TABLE weir.${macro}_whole`);
      const scope = engineScope({ asOf: 20_000, where: [] });
      await expect(overview(connection, facts, scope)).rejects.toThrow(macro);
      await new Promise((done) => setTimeout(done, 50));
    }));
});
