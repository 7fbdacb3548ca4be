import { describe, expect, it } from 'vitest';
import { conformance, partConditions } from '#engine/metrics/conformance';
import { listDeals } from '#engine/metrics/deals';
import { flow } from '#engine/metrics/flow';
import { type Behind, behindSchema } from '#shared/contract/methods';
import type { Scope } from '#shared/model/scope';
import type { BouncePart } from '#shared/results/flow';
import { expectEqualRows } from './equal-rows';
import { forAllLogs, type Loaded, logWorkspace } from './for-all-logs';
import { stages } from './random-log';
import { expectedFlow, expectedPaths } from './reference/expected-flow';
import { livesBefore } from './reference/lives';
import { engineScope, isKept, type RandomScope, untilOf } from './scopes';

describe('moves between stages, as counted by walking through the log:', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();
  const runs = { logs: 1, scopes: 5 };

  it('flow counts each move, the deals that made it, their value and the days before it', () =>
    forAllLogs(workspace, runs, async (loaded) => {
      for (const scope of loaded.scopes) {
        const { rows } = await flow(loaded.connection, loaded.facts, engineScope(scope));
        const expected = expectedFlow(livesOf(loaded, scope), scope, loaded.log.clock);
        expectEqualRows(
          rows.map(({ direction: _, ...row }) => ({ key: null, ...row })),
          expected,
          'flow',
        );
      }
    }));

  it('conformance tells the paths and how many lives skip, loop, move back or reopen', () =>
    forAllLogs(workspace, runs, async (loaded) => {
      for (const look of loaded.scopes) {
        const scope = { ...look, by: undefined };
        const asked = { ...engineScope(scope), variants: 1000 };
        const { rows } = await conformance(loaded.connection, loaded.facts, asked);
        const expected = expectedPaths(livesOf(loaded, scope), scope);
        const [row] = rows;
        expect(row!.deals).toBe(expected.deals);
        expect(Object.fromEntries(row!.shares.map(({ part, deals }) => [part, deals]))).toEqual(
          expected.parts,
        );
        expect(
          Object.fromEntries(
            row!.variants.map(({ path, deals, won, lost }) => [path.join('>'), { deals, won, lost }]),
          ),
        ).toEqual(expected.variants);
        for (const stage of row!.stages) {
          const wanted = expected.stages[stage.stage]!;
          expect([stage.visits, stage.exits, stage.backExits]).toEqual([
            wanted.visits,
            wanted.exits,
            wanted.back,
          ]);
        }
      }
    }));

  it('and a click lists exactly the deals behind each of them', () =>
    forAllLogs(workspace, { logs: 1, scopes: 2 }, async (loaded) => {
      for (const look of loaded.scopes) {
        const scoped = { ...look, by: undefined };
        const scope = engineScope(scoped);
        const { connection, facts } = loaded;
        const moves = (await flow(connection, facts, scope)).rows;
        for (const { from, to, deals } of moves.filter((_, i) => i % 4 === 0)) {
          expect(await listed(loaded, scope, { metric: 'flow', from, to })).toBe(deals);
        }
        const [row] = (await conformance(connection, facts, { ...scope, variants: 5 })).rows;
        for (const { part, deals } of row!.shares) {
          expect(await listed(loaded, scope, { metric: 'conformance', part })).toBe(deals);
        }
        for (const { path, deals } of row!.variants) {
          expect(await listed(loaded, scope, { metric: 'conformance', part: 'all', path })).toBe(deals);
        }
        const { stages } = expectedPaths(livesOf(loaded, scoped), scoped);
        for (const { stage } of row!.stages) {
          const behind = (part: BouncePart) =>
            listed(loaded, scope, { metric: 'conformance', part: 'all', at: { stage, part } });
          const { exited, wentBack, reworked } = stages[stage]!;
          expect([stage, await behind('exits')]).toEqual([stage, exited.size]);
          expect([stage, await behind('back')]).toEqual([stage, wentBack.size]);
          expect([stage, await behind('rework')]).toEqual([stage, reworked.size]);
        }
        expect(Object.keys(partConditions)).toEqual(row!.shares.map(({ part }) => part));
      }
    }));
});

function livesOf({ log }: Loaded, scope: RandomScope) {
  return livesBefore(untilOf(scope), log.entries, stages).filter((life) => isKept(life, scope));
}

async function listed({ connection, facts }: Loaded, scope: Scope, behind: Behind): Promise<number> {
  const query = { sort: 'amount', descending: true, offset: 0, limit: 0, columns: [] };
  const parsed = behindSchema.parse(behind);
  return (await listDeals(connection, facts, { ...scope, ...query, behind: parsed })).total;
}
