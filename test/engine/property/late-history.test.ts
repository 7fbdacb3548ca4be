import fc from 'fast-check';
import { describe, it } from 'vitest';
import { cycle } from '#engine/metrics/cycle';
import { funnel } from '#engine/metrics/funnel';
import { overview } from '#engine/metrics/overview';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import { funnelDefinitions } from '#shared/results/metrics';
import { expectEqualRows } from './equal-rows';
import { forAll, logWorkspace } from './for-all-logs';
import { randomListedLog, twoPipelines } from './random-list';
import { expectedCycle, expectedTimeInStage } from './reference/expected-ages';
import { expectedMonths, expectedPipeline, expectedWinRate } from './reference/expected-counts';
import { expectedFunnel } from './reference/expected-funnel';
import { livesBefore } from './reference/lives';
import { engineScope, isKept, type RandomScope, randomScope, untilOf } from './scopes';

/** Listed deals have their segment from the list. */
function ofList(scope: RandomScope, pipeline: string | undefined): RandomScope {
  const named = (field: string) => (field === 'Log segment' ? 'segment' : field);
  const where = scope.where.map(({ field, values }) => ({ field: named(field), values }));
  return { ...scope, where, by: scope.by && named(scope.by), pipeline };
}

const scope = fc
  .tuple(randomScope, fc.constantFrom(undefined, 'Direct', 'Partner'))
  .map(([one, pipeline]) => ofList(one, pipeline));

describe('where the list knows deals from before the log begins,', { timeout: 300_000 }, () => {
  const workspace = logWorkspace(twoPipelines);

  it('the engine counts what plain loops count, in each of two pipelines', () =>
    forAll(
      fc.record({
        listed: randomListedLog({ min: 60, max: 160 }),
        scopes: fc.array(scope, { minLength: 6, maxLength: 6 }),
      }),
      4,
      async ({ listed: { log, deals }, scopes }) => {
        const { clock, entries } = log;
        const facts = await workspace.load(clock, { logs: [entries], deals });
        await workspace.use(async (connection) => {
          for (const look of scopes) {
            const lives = livesBefore(untilOf(look), entries, twoPipelines, deals).filter((life) =>
              isKept(life, look),
            );
            const own = twoPipelines.filter(({ pipeline }) => pipeline === (look.pipeline ?? pipeline));
            const asked = engineScope(look);
            const rates = await winRate(connection, facts, asked);
            expectEqualRows(rates.rows, expectedWinRate(lives, look, clock), 'win rate');
            const cycles = await cycle(connection, facts, {
              ...asked,
              outcome: 'closed',
              start: 'created_at',
              curve: false,
            });
            expectEqualRows(cycles.rows, expectedCycle(lives, look, clock, 'closed'), 'cycle');
            const stays = await timeInStage(connection, facts, { ...asked, curve: false });
            expectEqualRows(stays.rows, expectedTimeInStage(lives, look, clock), 'time in stage');
            const { rows } = await overview(connection, facts, { ...asked, by: undefined });
            const plain = { ...look, by: undefined };
            expectEqualRows(rows[0]!.pipeline, expectedPipeline(lives, plain, clock, own), 'pipeline');
            const months = rows[0]!.months.filter((month) => month.created + month.won + month.lost > 0);
            expectEqualRows(months, expectedMonths(lives, plain), 'months');
            if (look.pipeline === undefined) continue;
            for (const definition of funnelDefinitions) {
              const answer = await funnel(connection, facts, {
                ...asked,
                definition,
                cohortField: 'created',
              });
              const options = {
                scope: look,
                clock,
                definition,
                cohortField: 'created',
                stages: own,
              } as const;
              expectEqualRows(answer.rows, expectedFunnel(lives, options), `funnel ${definition}`);
            }
          }
        });
      },
    ));
});
