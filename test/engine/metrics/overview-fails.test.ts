import { describe, expect, it } from 'vitest';
import { overview } from '#engine/metrics/overview';
import { forAllLogs, logWorkspace } from '../property/for-all-logs';
import { engineScope } from '../property/scopes';

describe('an overview of which one part fails', () => {
  const workspace = logWorkspace();

  // A failure that nobody waits for would end the process; the test runner reports it as an error of the whole run.
  it.each(['by_month', 'outcome_risk'])('fails as a whole and leaves nothing behind: %s', (macro) =>
    forAllLogs(workspace, { logs: 1, scopes: 1 }, async ({ connection, facts }) => {
      await connection.exec(`DROP MACRO TABLE weir.${macro}_narrow; DROP MACRO TABLE weir.${macro}`);
      if (macro === 'outcome_risk') await connection.exec('DROP MACRO TABLE weir.outcome_risk_lasting');
      const scope = engineScope({ asOf: 20_000, where: [] });
      await expect(overview(connection, facts, scope)).rejects.toThrow(macro);
      await new Promise((done) => setTimeout(done, 50));
    }),
  );
});
