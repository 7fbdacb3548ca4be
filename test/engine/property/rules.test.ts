import { describe, expect, it } from 'vitest';
import { listDeals } from '#engine/metrics/deals';
import { ruleCountdown } from '#engine/metrics/rules/countdown';
import { simulateRules } from '#engine/metrics/rules/simulate';
import { dealsParams } from '#shared/contract/methods';
import { type RulePack, rulePackSchema } from '#shared/model/rule-pack';
import { dueBands, type FollowUps } from '#shared/results/rules';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import { dayLength } from '../../support/log-workspace';
import { forAllLogs, type Loaded, logWorkspace } from './for-all-logs';
import { stages } from './random-log';
import { type Replayed, replayRules } from './reference/expected-rules';
import { livesBefore } from './reference/lives';
import { engineScope, inPeriod, isKept, type RandomScope, untilOf } from './scopes';

const pack = (followUp: RulePack['followUp']): RulePack =>
  rulePackSchema.parse({
    followUp,
    rules: [
      { kind: 'no-follow-up', limit: 12 },
      {
        kind: 'not-closed',
        limit: 35,
        by: {
          field: 'Log segment',
          limits: [
            { value: 'small', limit: 20 },
            { value: null, limit: 50 },
          ],
        },
      },
      { kind: 'capacity', limit: 4 },
    ],
  });

const workspace = logWorkspace();
const runs = { logs: 3, scopes: 3 };

describe('rules on random logs take the deals that a day-by-day replay takes:', { timeout: 300_000 }, () => {
  it('by recorded changes and by activities, each rule and the pack', () =>
    forAllLogs(workspace, runs, async (loaded) => {
      await addActivities(loaded);
      for (const [i, scope] of loaded.scopes.entries()) {
        const asked = pack((['auto', 'change', 'either'] as const)[i % 3]!);
        await checkSimulation(loaded, scope, asked);
        await checkCountdown(loaded, scope, asked);
      }
    }));
});

const idOf = (n: number) => `D-${n}`;
/** Accounts of several deals each, and some deals without one. */
const customerOf = (id: string) => (Number(id.slice(2)) % 3 === 0 ? id : `A${Number(id.slice(2)) % 40}`);

/** Days of activities of the deals: some deals have none, and all begin late. */
function activityDays({ log }: Loaded): { id: string; day: number }[] {
  const first = new Map<string, number>();
  for (const { id, at } of log.entries) if (!first.has(id)) first.set(id, Math.floor(at / dayLength));
  return [...first].flatMap(([id, day], n) =>
    n % 4 === 0 ? [] : [3, 9, 31, 38].map((gap, k) => ({ id, day: day + gap * (1 + ((n + k) % 3)) })),
  );
}

async function addActivities(loaded: Loaded): Promise<void> {
  const { connection } = loaded;
  const rows = activityDays(loaded).map(
    ({ id, day }) => `('${id}', TIMESTAMP '${dayOfNumber(day)} 09:00:00', true)`,
  );
  const planned = `('${idOf(2)}', TIMESTAMP '2021-02-01 09:00:00', false)`;
  await connection.run('DELETE FROM weir.activity');
  await connection.run(
    `INSERT INTO weir.activity BY NAME
    SELECT o.key, a.moment AS happened_at, a.done AS is_done
    FROM (VALUES ${[...rows, planned].join(', ')}) AS a (id, moment, done) JOIN weir.opportunity AS o USING (id)`,
  );
  await connection.run(
    `UPDATE weir.opportunity SET account = CASE WHEN substr(id, 3)::INTEGER % 3 = 0 THEN NULL
      ELSE 'A' || (substr(id, 3)::INTEGER % 40) END`,
  );
  // What is derived from both.
  await connection.exec(`
    UPDATE weir.earlier_life AS e SET account = o.account FROM weir.opportunity AS o WHERE o.key = e.key;
    DELETE FROM weir.touch;
    INSERT INTO weir.touch
    SELECT key, touched, coalesce(lead(touched) OVER (PARTITION BY key ORDER BY touched), DATE '9999-12-31')
    FROM (SELECT DISTINCT key, happened_at::DATE AS touched FROM weir.activity WHERE is_done);
    UPDATE weir.narrow_life AS n
    SET last_touch = (SELECT max(touched) FROM weir.touch AS t WHERE t.key = n.key);
    UPDATE weir.narrow_life AS n
    SET customer = CASE WHEN o.account IS NULL THEN n.key::UBIGINT ELSE hash(o.account) END
    FROM weir.opportunity AS o
    WHERE o.key = n.key`);
}

/** What the rules come to, by plain loops. */
function expected(
  loaded: Loaded,
  scope: RandomScope,
  asked: RulePack,
  { source, since }: Pick<FollowUps, 'source' | 'since'>,
): Replayed[][] {
  const { log } = loaded;
  const all = livesBefore(untilOf(scope), log.entries, stages);
  const kept = all.filter((life) => isKept(life, scope) && inPeriod(life.startedAt, scope));
  const changes = log.entries.map(({ id, at }) => ({ id, day: Math.floor(at / dayLength) }));
  const known = [
    ...(source === 'change' ? [] : activityDays(loaded)),
    ...(source === 'activity' ? [] : changes),
  ].filter(({ day }) => day <= scope.asOf);
  return replayRules(kept, all, asked, {
    asOf: scope.asOf,
    followUps: known,
    since: since === null ? null : dayNumber(since),
    entries: log.entries,
    stages,
    customerOf,
  });
}

async function checkSimulation(loaded: Loaded, scope: RandomScope, asked: RulePack): Promise<void> {
  const { connection, facts } = loaded;
  const look = engineScope({ ...scope, by: undefined });
  const answer = await simulateRules(connection, facts, { ...look, pack: asked });
  const replayed = expected(loaded, scope, asked, answer.followUps);
  const first = firstTaken(replayed);
  const wanted = [
    { rule: null, ...countsOf([...first.values()].map(({ row }) => row)) },
    ...replayed.map((rows, rule) => ({ rule, ...countsOf(rows.filter(({ takenOn }) => takenOn !== null)) })),
  ];
  expect(
    answer.rows.map(({ rule, taken, won, lost, open, medianDaysSpared }) => ({
      rule,
      taken,
      won,
      lost,
      open,
      medianDaysSpared,
    })),
  ).toEqual(wanted);
  expect(answer.rows.slice(1).map((row) => row.first)).toEqual(
    replayed.map((_, rule) => [...first.values()].filter((one) => one.rule === rule).length),
  );
  for (const row of answer.sweep) {
    const group = replayed[row.rule]!.filter(
      ({ life }) => row.value === undefined || life.segment === row.value,
    );
    const far = group.filter(({ reached }) => reached >= row.limit);
    expect(row).toMatchObject({
      taken: far.length,
      won: far.filter(({ life }) => life.outcome === 'won').length,
    });
  }
  const { source, since } = answer.followUps;
  for (const rule of [undefined, 0, 1, 2]) {
    const behind = { metric: 'rules', pack: asked, source, since, part: 'won', rule } as const;
    const { total } = await listDeals(connection, facts, dealsParams.parse({ ...look, behind }));
    expect(total).toBe(answer.rows.find((row) => row.rule === (rule ?? null))?.won);
  }
}

type First = { rule: number; row: Replayed };

function firstTaken(replayed: readonly Replayed[][]): Map<string, First> {
  const found = new Map<string, First>();
  for (const [rule, rows] of replayed.entries()) {
    for (const row of rows) {
      const key = `${row.life.id} ${row.life.life}`;
      const before = found.get(key)?.row.takenOn ?? Number.POSITIVE_INFINITY;
      if (row.takenOn !== null && row.takenOn < before) found.set(key, { rule, row });
    }
  }
  return found;
}

function countsOf(rows: readonly Replayed[]) {
  const of = (outcome: string) => rows.filter(({ life }) => life.outcome === outcome);
  const spared = of('lost')
    .map(({ over, takenOn }) => over - takenOn!)
    .sort((a, b) => a - b);
  const [low, high] = [spared[(spared.length - 1) >> 1], spared[spared.length >> 1]];
  return {
    taken: rows.length,
    won: of('won').length,
    lost: of('lost').length,
    open: of('open').length,
    medianDaysSpared: low === undefined || high === undefined ? null : (low + high) / 2,
  };
}

async function checkCountdown(loaded: Loaded, scope: RandomScope, asked: RulePack): Promise<void> {
  const { connection, facts } = loaded;
  const look = engineScope({ ...scope, by: undefined, from: undefined, to: undefined });
  const answer = await ruleCountdown(connection, facts, { ...look, pack: asked, limit: 1000 });
  const all = expected(loaded, { ...scope, from: undefined, to: undefined }, asked, answer.followUps);
  for (const rule of [0, 1]) {
    const open = all[rule]!.filter(({ life }) => life.outcome === 'open');
    const bands = dueBands.map(
      ({ from, to }) => open.filter(({ left }) => left! >= (from ?? -1e9) && left! <= (to ?? 1e9)).length,
    );
    expect(answer.rows[rule + 1]?.bands.map(({ count }) => count)).toEqual(bands);
    const days = new Map(answer.deals.map((deal) => [`${deal.id} ${deal.life}`, deal.left[rule]]));
    expect(days).toEqual(new Map(open.map(({ life, left }) => [`${life.id} ${life.life}`, left])));
    const { source, since } = answer.followUps;
    const behind = {
      metric: 'rules',
      pack: asked,
      source,
      since,
      part: 'due',
      rule,
      leftFrom: 1,
      leftTo: 7,
    } as const;
    const { total } = await listDeals(connection, facts, dealsParams.parse({ ...look, behind }));
    expect(total).toBe(open.filter(({ left }) => left! >= 1 && left! <= 7).length);
  }
}
