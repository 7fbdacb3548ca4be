import { describe, expect, it } from 'vitest';
import { cycle } from '#engine/metrics/cycle';
import { compareDefinitions } from '#engine/metrics/definitions';
import { funnel } from '#engine/metrics/funnel';
import { overview } from '#engine/metrics/overview';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import { funnelDefinitions } from '#shared/results/metrics';
import { expectEqualRows } from './equal-rows';
import { forAllLogs, logWorkspace } from './for-all-logs';
import { stages } from './random-log';
import { expectedCycle, expectedTimeInStage } from './reference/expected-ages';
import { expectedMonths, expectedPipeline, expectedWinRate } from './reference/expected-counts';
import { expectedFunnel } from './reference/expected-funnel';
import { livesBefore } from './reference/lives';
import { engineScope, isKept, type RandomScope, untilOf } from './scopes';

describe('on random logs the engine counts what plain loops over the rows count:', {
  timeout: 300_000,
}, () => {
  const workspace = logWorkspace();
  const cohortFields = ['created', 'entered'] as const;

  it('the funnel in all four definitions', () =>
    forAllLogs(workspace, { logs: 4, scopes: 6 }, async ({ connection, facts, log, scopes }) => {
      for (const [i, scope] of scopes.entries()) {
        const lives = keptLives(log, scope);
        for (const definition of funnelDefinitions) {
          const cohortField = cohortFields[i % 2]!;
          const { rows } = await funnel(connection, facts, {
            ...engineScope(scope),
            definition,
            cohortField,
          });
          const expected = expectedFunnel(lives, {
            scope,
            clock: log.clock,
            definition,
            cohortField,
            stages,
          });
          expectEqualRows(rows, expected, `funnel ${definition}`);
        }
      }
    }));

  it('the comparison of definitions', () =>
    forAllLogs(workspace, { logs: 4, scopes: 6 }, async ({ connection, facts, log, scopes }) => {
      for (const scope of scopes) {
        const lives = keptLives(log, scope);
        const { rows } = await compareDefinitions(connection, facts, engineScope(scope));
        for (const definition of funnelDefinitions) {
          const plain = { ...scope, by: undefined };
          const options = {
            scope: plain,
            clock: log.clock,
            definition,
            cohortField: 'created',
            stages,
          } as const;
          const expected = expectedFunnel(lives, options);
          const counted = rows.map((row) => [row.entered[definition], row.advanced[definition]]);
          const wanted = stages
            .filter(({ kind }) => kind === 'open')
            .map(({ rank }) => expected.find((row) => row.rank === rank))
            .map((row) => [row?.entered ?? 0, row?.advanced ?? 0]);
          expect(counted).toEqual(wanted);
        }
      }
    }));

  it('win rates in count and value, and by cohort', () =>
    forAllLogs(workspace, { logs: 4, scopes: 6 }, async ({ connection, facts, log, scopes }) => {
      for (const scope of scopes) {
        const { rows } = await winRate(connection, facts, engineScope(scope));
        expectEqualRows(rows, expectedWinRate(keptLives(log, scope), scope, log.clock), 'win rate');
      }
    }));

  it('cycle lengths', () =>
    forAllLogs(workspace, { logs: 4, scopes: 6 }, async ({ connection, facts, log, scopes }) => {
      for (const scope of scopes) {
        for (const outcome of ['closed', 'won', 'lost'] as const) {
          const options = { outcome, start: 'created_at', curve: false };
          const { rows } = await cycle(connection, facts, { ...engineScope(scope), ...options });
          expectEqualRows(rows, expectedCycle(keptLives(log, scope), scope, log.clock, outcome), 'cycle');
        }
      }
    }));

  it('time in stage', () =>
    forAllLogs(workspace, { logs: 4, scopes: 6 }, async ({ connection, facts, log, scopes }) => {
      for (const scope of scopes) {
        const { rows } = await timeInStage(connection, facts, { ...engineScope(scope), curve: false });
        expectEqualRows(rows, expectedTimeInStage(keptLives(log, scope), scope, log.clock), 'time in stage');
      }
    }));

  it('the pipeline by stage and what was created, won and lost by month', () =>
    forAllLogs(workspace, { logs: 4, scopes: 6 }, async ({ connection, facts, log, scopes }) => {
      for (const scope of scopes) {
        const plain = { ...scope, by: undefined };
        const { rows } = await overview(connection, facts, engineScope(plain));
        const lives = keptLives(log, scope);
        expectEqualRows(rows[0]!.pipeline, expectedPipeline(lives, plain, log.clock, stages), 'pipeline');
        const months = rows[0]!.months.filter((month) => month.created + month.won + month.lost > 0);
        expectEqualRows(months, expectedMonths(lives, plain), 'months');
      }
    }));
});

function keptLives(log: { entries: Parameters<typeof livesBefore>[1] }, scope: RandomScope) {
  return livesBefore(untilOf(scope), log.entries, stages).filter((life) => isKept(life, scope));
}
