import { describe, expect, it } from 'vitest';
import { cohorts } from '#engine/metrics/cohorts/cohorts';
import { cycle } from '#engine/metrics/cycle';
import { funnel } from '#engine/metrics/funnel';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import { funnelDefinitions } from '#shared/results/metrics';
import { forAllLogs, logWorkspace } from './for-all-logs';
import { engineScope } from './scopes';

describe('numbers add up:', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();
  const runs = { logs: 2, scopes: 4 };

  it('whoever entered a stage went further, was lost, is open or was won elsewhere', () =>
    forAllLogs(workspace, runs, async ({ connection, facts, scopes }) => {
      for (const look of scopes) {
        for (const definition of funnelDefinitions) {
          const asked = { ...engineScope(look), definition, cohortField: 'created' } as const;
          const { rows } = await funnel(connection, facts, asked);
          for (const { entered, advanced, lost, open } of rows) {
            const elsewhere = entered - advanced - lost - open;
            // Won lies above every stage, so by reaching nobody gets past a stage elsewhere.
            if (definition === 'reached') expect(elsewhere).toBe(0);
            expect(elsewhere).toBeGreaterThanOrEqual(0);
          }
        }
      }
    }));

  it('those who went further from a stage are those who reached the next', () =>
    forAllLogs(workspace, runs, async ({ connection, facts, scopes }) => {
      for (const look of scopes) {
        const asked = {
          ...engineScope({ ...look, by: undefined }),
          definition: 'reached',
          cohortField: 'created',
        } as const;
        const { rows } = await funnel(connection, facts, asked);
        for (const [i, row] of rows.slice(1).entries()) {
          expect(row.entered).toBe(rows[i]!.advanced);
          expect(row.valueEntered).toBe(rows[i]!.valueAdvanced);
        }
      }
    }));

  it('the rows of a breakdown come to the total', () =>
    forAllLogs(workspace, runs, async ({ connection, facts, scopes }) => {
      for (const look of scopes) {
        const scope = engineScope({ ...look, by: undefined });
        const split = { ...scope, by: look.by ?? 'owner' };
        const reached = { definition: 'reached', cohortField: 'entered' } as const;
        const length = { outcome: 'closed', start: 'created_at', curve: false } as const;
        const both = async <T extends object>(
          ask: (asked: typeof split | typeof scope) => Promise<{ rows: T[] }>,
        ) => [(await ask(split)).rows, (await ask(scope)).rows] as const;
        const funnels = await both((asked) => funnel(connection, facts, { ...asked, ...reached }));
        expectSums(funnels, ['entered', 'advanced', 'lost', 'open', 'valueEntered', 'valueAdvanced']);
        const rates = await both((asked) => winRate(connection, facts, asked));
        expectSums(rates, ['created', 'won', 'lost', 'open', 'wonValue', 'lostValue']);
        const cycles = await both((asked) => cycle(connection, facts, { ...asked, ...length }));
        expectSums(cycles, ['n', 'events']);
        const stays = await both((asked) => timeInStage(connection, facts, { ...asked, curve: false }));
        expectSums(stays, ['visits', 'n', 'open']);
        const ages = await both(async (asked) => {
          const { rows } = await cohorts(connection, facts, { ...asked, grain: 'month' });
          return { rows: rows.filter(({ bucket }) => bucket === 0) };
        });
        expectSums(ages, ['deals', 'value']);
      }
    }));
});

function expectSums<T extends object>([parts, total]: readonly [T[], T[]], names: (keyof T)[]): void {
  const sum = (rows: T[], name: keyof T) => rows.reduce((all, row) => all + Number(row[name]), 0);
  for (const name of names) expect(sum(parts, name)).toBeCloseTo(sum(total, name), 6);
}
