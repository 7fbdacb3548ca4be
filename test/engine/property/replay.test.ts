import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealTimeline } from '#engine/metrics/deal';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import type { Connection } from '#engine/query/connection';
import { dayLength, type LogEntry } from '../../support/log-workspace';
import { everyAnswer } from './every-answer';
import { forAllLogs, logWorkspace } from './for-all-logs';
import { engineScope, type RandomScope, untilOf } from './scopes';

describe('as of a day the engine answers as if the later rows were not there:', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();

  it('every metric and every list of deals, byte for byte', () =>
    forAllLogs(workspace, { logs: 3, scopes: 3 }, async ({ facts, log, scopes }) => {
      const looks = scopes.filter((scope) => rowsBefore(log.entries, scope).length > 0);
      const whole: string[] = [];
      for (const look of looks) {
        const known = rowsBefore(log.entries, look);
        whole.push(await workspace.use((c) => everything(c, facts, look, known)));
      }
      for (const [i, look] of looks.entries()) {
        const before = rowsBefore(log.entries, look);
        const then = await workspace.load(log.clock, { logs: [before] });
        const answers = await workspace.use((c) => everything(c, then, look, before));
        expect(answers).toBe(whole[i]);
      }
    }));

  it('also when the later rows say anything else', async () => {
    const shift = fc.integer({ min: 1, max: 200 });
    await forAllLogs(workspace, { logs: 2, scopes: 3 }, async ({ facts, log, scopes }) => {
      const [days] = fc.sample(shift, { seed: log.entries.length, numRuns: 1 }) as [number];
      const answersOf = (look: RandomScope) =>
        workspace.use((c) => everything(c, facts, look, rowsBefore(log.entries, look)));
      const before = new Map<RandomScope, string>();
      for (const look of scopes) before.set(look, await answersOf(look));
      for (const look of scopes) {
        const rewritten = log.entries.map((entry) =>
          entry.at < untilOf(look) ? entry : { ...otherwise(entry), at: entry.at + days * dayLength },
        );
        await workspace.load(log.clock, { logs: [rewritten] });
        expect(await answersOf(look)).toBe(before.get(look));
      }
    });
  });
});

/** Another stage, and money, date and owner that no row has. */
function otherwise(entry: LogEntry): LogEntry {
  const stage = entry.stage === 'Won' ? 'Lost' : 'Won';
  return { ...entry, stage, amount: 123_456_789, expectedClose: 30_000, owner: 'Nobody' };
}

function rowsBefore(entries: readonly LogEntry[], scope: RandomScope): LogEntry[] {
  return entries.filter(({ at }) => at < untilOf(scope));
}

async function everything(
  connection: Connection,
  facts: WorkspaceFacts,
  look: RandomScope,
  known: readonly LogEntry[],
): Promise<string> {
  const scope = engineScope(look);
  const answers = await everyAnswer(connection, facts, scope);
  const timelines = [];
  for (const id of [...new Set(known.map((entry) => entry.id))].slice(0, 3)) {
    timelines.push(await dealTimeline(connection, facts, id, scope.asOf, async (_, record) => record));
  }
  return JSON.stringify({ answers, timelines }, null, 1);
}
