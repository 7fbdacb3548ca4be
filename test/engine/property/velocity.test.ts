import { describe, expect, it } from 'vitest';
import { bottleneck } from '#engine/metrics/bottleneck';
import { cycle } from '#engine/metrics/cycle';
import { listDeals } from '#engine/metrics/deals';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { funnel } from '#engine/metrics/funnel';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { trend } from '#engine/metrics/trend';
import { velocity } from '#engine/metrics/velocity';
import type { Connection } from '#engine/query/connection';
import { dealsParams } from '#shared/contract/methods';
import type { Scope } from '#shared/model/scope';
import type { Within } from '#shared/model/within';
import { dayOfNumber, quarterStart } from '#shared/time/day';
import { dayLength } from '../../support/log-workspace';
import { expectEqualRows } from './equal-rows';
import { forAllLogs, logWorkspace } from './for-all-logs';
import { type Clock, stages } from './random-log';
import { ageOf } from './reference/expected-ages';
import { type Life, livesBefore } from './reference/lives';
import { incidence, medianAge, readAge } from './reference/statistics';
import { engineScope, grouped, inPeriod, isKept, type RandomScope, untilOf } from './scopes';

describe('on random logs', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();
  const runs = { logs: 1, scopes: 4 };

  it('the velocity multiplies, and the trend counts by quarter, what plain loops over the rows count', () =>
    forAllLogs(workspace, { logs: 2, scopes: 4 }, async ({ connection, facts, log, scopes }) => {
      for (const look of scopes) {
        const { rows } = await velocity(connection, facts, engineScope(look));
        const lives = livesBefore(untilOf(look), log.entries, stages).filter((life) => isKept(life, look));
        const expected = [...grouped(lives, look, (life) => life)].map(([key, group]) => {
          const limit = rows.find((row) => row.key === key)?.dormantAfter ?? null;
          return expectedVelocity(key, group, look, log.clock, limit);
        });
        expectEqualRows(rows, expected, 'velocity');
        const plain = { ...look, by: undefined };
        const quarters = await trend(connection, facts, { ...engineScope(plain), grain: 'quarter' });
        expectEqualRows(
          quarters.rows,
          quarters.rows.map(({ period }) => expectedTrend(period, lives, plain, log.clock)),
          'trend',
        );
      }
    }));

  it('a click on a factor of the velocity, or on a period of the trend, lists exactly its deals', () =>
    forAllLogs(workspace, runs, async ({ connection, facts, scopes }) => {
      for (const look of scopes) {
        const scope = engineScope({ ...look, by: undefined });
        const listed = async (behind: object) =>
          (await listDeals(connection, facts, dealsParams.parse({ ...scope, behind, limit: 0 }))).total;
        const [row] = (await velocity(connection, facts, scope)).rows;
        if (row) {
          const factor = { metric: 'velocity', days: row.dormantAfter };
          expect(await listed({ ...factor, part: 'open' })).toBe(row.open);
          expect(await listed({ ...factor, part: 'dormant' })).toBe(row.dormant);
          expect(await listed({ ...factor, part: 'undated' })).toBe(row.undated);
          expect(await listed({ ...factor, part: 'won' })).toBe(row.won);
          expect(await listed({ ...factor, part: 'realised' })).toBe(row.realisedDeals);
        }
        const { rows } = await trend(connection, facts, { ...scope, grain: 'quarter' });
        for (const { period: first, deals, open, closed, won } of rows.slice(0, 3)) {
          const of = { metric: 'trend', grain: 'quarter', first };
          expect(await listed({ ...of, part: 'created' })).toBe(deals);
          expect(await listed({ ...of, part: 'open' })).toBe(open);
          expect(await listed({ ...of, part: 'closed' })).toBe(closed);
          expect(await listed({ ...of, part: 'won' })).toBe(won);
        }
      }
    }));

  it('the bottleneck has the longest median, a window by stage reads each alone, and a benchmark the curve', () =>
    forAllLogs(workspace, runs, async ({ connection, facts, scopes }) => {
      for (const look of scopes) {
        const scope = engineScope({ ...look, by: undefined });
        await checkBottleneck(connection, facts, scope);
        await checkWindows(connection, facts, scope);
        await checkBenchmark(connection, facts, scope);
      }
    }));
});

async function checkBottleneck(connection: Connection, facts: WorkspaceFacts, scope: Scope): Promise<void> {
  const { rows } = await bottleneck(connection, facts, scope);
  const stays = await timeInStage(connection, facts, { ...scope, curve: false });
  const enough = stays.rows.filter((row) => row.visits >= 30 && row.median !== null);
  if (enough.length > 0) expect(rows[0]!.median).toBe(Math.max(...enough.map((row) => row.median!)));
  const shares = rows.flatMap((row) => (row.share === null ? [] : [row.share]));
  if (shares.length > 0) expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  for (const row of rows) if (row.separable) expect(row.differenceLow).toBeGreaterThan(0);
}

async function checkWindows(connection: Connection, facts: WorkspaceFacts, scope: Scope): Promise<void> {
  const ask = async (within?: Within) => {
    const options = { definition: 'reached', cohortField: 'created', within } as const;
    return (await funnel(connection, facts, { ...scope, ...options })).rows;
  };
  const [week, three, whole] = [await ask(7), await ask(21), await ask()];
  const wanted = whole.map((row, i) =>
    row.stage === 'Qualified' ? week[i] : row.stage === 'Contract' ? three[i] : row,
  );
  expect(await ask({ Qualified: 7, Contract: 21 })).toEqual(wanted);
}

async function checkBenchmark(connection: Connection, facts: WorkspaceFacts, scope: Scope): Promise<void> {
  const options = { outcome: 'closed', start: 'created_at', curve: true, benchmark: 12.5 } as const;
  const [row] = (await cycle(connection, facts, { ...scope, ...options })).rows;
  const point = row?.curve?.findLast(({ t }) => t <= 12.5);
  if (!row || !point || row.beyond == null) return;
  expect(row.beyond).toBeCloseTo(point.survival, 12);
  if (row.beyondLow != null) expect(row.beyondLow).toBeLessThanOrEqual(row.beyond);
  if (row.beyondHigh != null) expect(row.beyondHigh).toBeGreaterThanOrEqual(row.beyond);
}

function expectedVelocity(
  key: string | null,
  lives: Life[],
  scope: RandomScope,
  clock: Clock,
  dormantAfter: number | null,
) {
  const open = lives.filter(({ outcome }) => outcome === 'open');
  const isDormant = (life: Life) => {
    const t = ageOf(life, scope, clock)?.t;
    return t !== undefined && dormantAfter !== null && t > dormantAfter;
  };
  const closedIn = lives.filter((life) => life.closedAt !== null && inPeriod(life.closedAt, scope));
  const won = closedIn.filter(({ outcome }) => outcome === 'won');
  const ages = won.flatMap((life) => ageOf(life, scope, clock)?.t ?? []);
  const first = Math.min(...lives.map(({ startedAt }) => startedAt));
  const span = Math.min(91, scope.asOf - Math.floor(first / dayLength) + 1);
  const recent = lives.filter(
    ({ outcome, closedAt }) => outcome === 'won' && closedAt! >= (scope.asOf - 90) * dayLength,
  );
  const cohort = lives
    .filter((life) => inPeriod(life.startedAt, scope))
    .flatMap((life) => ageOf(life, scope, clock) ?? []);
  const tau = readAge(cohort, 0);
  return {
    key,
    n: cohort.length,
    open: open.filter((life) => ageOf(life, scope, clock) && !isDormant(life)).length,
    undated: open.filter((life) => !ageOf(life, scope, clock)).length,
    dormant: open.filter(isDormant).length,
    dormantValue: worth(open.filter(isDormant)),
    won: won.length,
    averageWon: won.length > 0 ? Math.round((worth(won) / won.length) * 100) / 100 : null,
    tau,
    winRate: tau === null ? null : (incidence(cohort, tau)?.won ?? null),
    textbookOpen: open.length,
    textbookWinRate: closedIn.length > 0 ? won.length / closedIn.length : null,
    textbookDays: ages.length > 0 ? ages.reduce((a, b) => a + b, 0) / ages.length : null,
    realised: worth(recent) / span,
    realisedDays: span,
    realisedDeals: recent.length,
  };
}

function expectedTrend(period: string, lives: Life[], scope: RandomScope, clock: Clock) {
  const quarterOf = (minute: number) => quarterStart(dayOfNumber(Math.floor(minute / dayLength)));
  const created = lives
    .filter((life) => inPeriod(life.startedAt, scope) && quarterOf(life.startedAt) === period)
    .flatMap((life) => ageOf(life, scope, clock) ?? []);
  const closed = lives.filter(
    (life) =>
      life.closedAt !== null &&
      inPeriod(life.closedAt, scope) &&
      quarterOf(life.closedAt) === period &&
      ageOf(life, scope, clock),
  );
  const won = closed.filter(({ outcome }) => outcome === 'won').length;
  return {
    period,
    deals: created.length,
    open: created.filter(({ end }) => end === 'open').length,
    medianClose: medianAge(created),
    tau: readAge(created),
    closed: closed.length,
    won,
    closedRate: closed.length > 0 ? won / closed.length : null,
  };
}

function worth(lives: Life[]): number {
  return Math.round(lives.reduce((sum, { amount }) => sum + 100 * (amount ?? 0), 0)) / 100;
}
