import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupBy, sumOf } from '#engine/metrics/group-by';
import type { Counted } from '#engine/metrics/reps/count-reps';
import { learnBefore } from '#engine/metrics/reps/learned-before';
import { readReps } from '#engine/metrics/reps/read-reps';
import { startsOf } from '#engine/metrics/reps/starts';
import type { Connection } from '#engine/query/connection';
import { repStageParams } from '#shared/contract/rep-params';
import { mixDeals } from '#shared/model/mix-fields';
import { dayOfNumber } from '#shared/time/day';
import { expectEqualRows } from './equal-rows';
import { forAll, forAllLogs, logWorkspace } from './for-all-logs';
import { randomListedLog, twoPipelines } from './random-list';
import { firstDay } from './random-log';

const within = [40, 12, 15, 20, 25];

/** What weir.rep_entry and weir.rep_spell_entry hold beforehand, looked up one by one as of the day. */
const oneByOne = (day: string) => `
  SELECT
    o.key, o.life, weir.size_band(o.amount) AS size,
    (CASE WHEN s.key IS NULL THEN o.owner ELSE s.owner END)::VARCHAR AS owner,
    o.segment, o.source, weir.had_several(${day}, s.since, s.until) AS several,
    o.rank, o.reached AS entered, false AS skipped,
    CASE WHEN o.reached_age <= o.ticks THEN o.reached_fate ELSE 4 END IN (1) AS went_on,
    CASE WHEN o.reached_age <= o.ticks THEN o.reached_fate ELSE 4 END IN (2) AS lost,
    o.product
  FROM (
    SELECT *, weir.rep_ticks([${within.join(', ')}], rank) AS ticks FROM weir.reach_at(${day})
  ) AS o
  LEFT JOIN weir.owner_spell AS s
    ON s.key = o.key AND s.known < weir.until_tick(${day}) AND o.reached >= s.since AND o.reached < s.until
  WHERE o.visited = o.reached AND o.reached + o.ticks <= weir.looked_tick(${day})
  UNION ALL
  SELECT
    o.key, o.life, weir.size_band(o.amount),
    (CASE WHEN s.key IS NULL THEN o.owner ELSE s.owner END)::VARCHAR,
    o.segment, o.source, weir.had_several(${day}, s.since, s.until),
    0, o.started, b.key IS NOT NULL, o.age <= o.ticks AND o.fate = 1, o.age <= o.ticks AND o.fate = 2, o.product
  FROM (
    SELECT *, weir.day_ticks(${within[0]}) AS ticks
    FROM weir.narrow_life_at(${day})
    WHERE age >= 0 AND entry_age IS NULL
  ) AS o
  LEFT JOIN weir.owner_spell AS s
    ON s.key = o.key AND s.known < weir.until_tick(${day})
    AND least(coalesce(o.closed, o.started + o.ticks), o.started + o.ticks) >= s.since
    AND least(coalesce(o.closed, o.started + o.ticks), o.started + o.ticks) < s.until
  LEFT JOIN weir.reach AS b
    ON b.key = o.key AND b.life = o.life AND b.rank = 1 AND b.reached IS NOT NULL AND coalesce(b.visited > b.reached, true)
  WHERE o.started + o.ticks <= weir.looked_tick(${day})`;

const began = (day: string) => `
  SELECT owner::VARCHAR AS owner, min(since) AS since
  FROM (
    SELECT owner, started AS since
    FROM weir.narrow_life_at(${day})
    ANTI JOIN weir.owner_spell USING (key)
    UNION ALL
    SELECT s.owner, greatest(s.since, o.started)
    FROM weir.owner_spell AS s
    JOIN weir.lasting_life_at(${day}) AS o ON o.key = s.key AND o.life = 1
    WHERE s.known < weir.until_tick(${day})
  )
  WHERE owner IS NOT NULL AND since < weir.until_tick(${day})
  GROUP BY owner`;

/** What weir.rep_pace counts beforehand, one by one. */
const pace = (day: string) => `
  SELECT
    rank, ceil(t)::DOUBLE AS t,
    coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
    coalesce(sum(n) FILTER (fate IN (2, 3)), 0)::DOUBLE AS lost,
    coalesce(sum(n) FILTER (fate = 4), 0)::DOUBLE AS censored
  FROM weir.funnel_risk_narrow(${day})
  GROUP BY ALL
  UNION ALL
  SELECT 0, ceil(t)::DOUBLE, sum(won), sum(lost), sum(censored)
  FROM weir.outcome_risk_narrow(${day})
  WHERE won + lost + censored > 0
  GROUP BY ALL`;

const load = (day: string) => `
  SELECT key AS owner, rank, sum(deals) AS deals FROM weir.pipeline_narrow(${day}, dim := o.owner) GROUP BY ALL`;

/** A chance in millionths for each kind in each rank. */
const chances = `(
  SELECT list((number::BIGINT * 7919) % 1000000 ORDER BY number)::INTEGER[] FROM weir.rep_kind WHERE rank < ${within.length}
)`;

/** weir.rep_count_narrow, from what stands on the day and what does not, rank by rank counted at once. */
function summed(day: string, width: string): string {
  const given = `${day}, [${within.join(', ')}]`;
  const kinds = `places := (SELECT count(*) FROM weir.rep_kind WHERE rank = 0), chances := ${chances}`;
  const newReps = `names := (SELECT list(owner::VARCHAR ORDER BY owner) FROM weir.rep_ramp(${day}, 30)),
    untils := (SELECT list(until::BIGINT ORDER BY owner) FROM weir.rep_ramp(${day}, 30))`;
  return `SELECT
    owner::VARCHAR AS owner, rank::INTEGER AS rank, ramping, sum(n)::DOUBLE AS n, sum(k)::DOUBLE AS k, sum(lost)::DOUBLE AS lost,
    sum(expected)::DOUBLE / 1e6 AS expected, sum(variance)::DOUBLE / 1e12 AS variance, sum(several)::DOUBLE AS several
  FROM (
    SELECT * EXCLUDE (told_after) FROM weir.rep_sum${width}(${given}, ${newReps}, ${kinds})
    UNION ALL
    SELECT owner, rank, ramping, count(*), sum(went_on), sum(lost), sum(chance), sum(chance::BIGINT * (1000000 - chance)), sum(several)
    FROM (
      FROM weir.rep_other${width}_changed(${given}, ${newReps}) UNION ALL FROM weir.rep_other${width}_handed(${given}, ${newReps})
    ) AS o
    JOIN (SELECT number, chance FROM weir.rep_chance(${kinds})) AS c ON c.number = o.number
    GROUP BY owner, rank, ramping
  )
  GROUP BY ALL`;
}

/** What weir.rep_sum counts by the day, at once or by what an earlier day had told and what is told of each day up to a later one. */
function told(day: string, between?: { earlier: string; later: string }): string {
  const kinds = `places := (SELECT count(*) FROM weir.rep_kind WHERE rank = 0), chances := ${chances}`;
  const sumOn = (on: string, toldBy = '') =>
    `weir.rep_sum_slim(${on}, [${within.join(', ')}], [], []::BIGINT[], ${kinds}${toldBy})`;
  const parts = between
    ? `SELECT * FROM ${sumOn(between.earlier)} UNION ALL
      SELECT * FROM ${sumOn(between.later, `, told_by := ${between.earlier}`)} WHERE told_after <= ${day} - ${between.earlier}`
    : `SELECT * FROM ${sumOn(day)}`;
  return `SELECT
    owner::VARCHAR AS owner, rank, sum(n) AS n, sum(k) AS k, sum(lost) AS lost, sum(expected) AS expected,
    sum(variance) AS variance
  FROM (${parts})
  GROUP BY ALL`;
}

/** Deals that do not stand on the day as they stand now, counted on it, or by what comes and goes since an earlier day. */
function others(
  day: string,
  width: string,
  days: readonly number[],
  between?: { earlier: string; later: string },
): string {
  const kinds = `places := (SELECT count(*) FROM weir.rep_kind WHERE rank = 0), chances := ${chances}`;
  const given = `[${days.join(', ')}], ['Ann'], [(SELECT max(started) - weir.day_ticks(450) FROM weir.narrow_life)::BIGINT]`;
  const parts = between
    ? `SELECT owner, rank, ramping, n, k, lost, expected, variance
      FROM weir.rep_sum_turn${width}(${between.later}, ${given}, ${kinds}, told_by := ${between.earlier})
      WHERE told_after <= ${day} - ${between.earlier}`
    : `SELECT owner, o.rank, ramping, 1 AS n, went_on AS k, lost, chance AS expected, chance::BIGINT * (1000000 - chance) AS variance
      FROM weir.rep_other${width}_changed(${day}, ${given}) AS o
      JOIN (SELECT number, chance FROM weir.rep_chance(${kinds})) AS c ON c.number = o.number`;
  return `SELECT
    owner::VARCHAR AS owner, rank, ramping, sum(n) AS n, sum(k) AS k, sum(lost) AS lost, sum(expected) AS expected,
    sum(variance) AS variance
  FROM (${parts})
  GROUP BY ALL
  HAVING sum(n) <> 0`;
}

/** Compares them on days of a month and a half; returns how many there were, and on how many days others than before. */
async function compareOthers(connection: Connection, asOf: number, width: string, days: readonly number[]) {
  const dayOf = (number: number) => `DATE '${dayOfNumber(number)}'`;
  const between = { earlier: dayOf(asOf), later: dayOf(asOf + 46) };
  const found = { counted: 0, moved: 0 };
  let before = '';
  for (const late of [0, 1, 2, 4, 9, 16, 25, 38, 45, 46]) {
    const day = dayOf(asOf + late);
    const rows = await connection.all(others(day, width, days));
    expectEqualRows(
      await connection.all(others(day, width, days, between)),
      rows,
      `others on ${asOf + late}${width}`,
    );
    const told = rows.map((row) => JSON.stringify(row)).sort();
    if (told.join() !== before) found.moved++;
    found.counted += rows.length;
    before = told.join();
  }
  return found;
}

const workspace = logWorkspace();
const listed = logWorkspace(twoPipelines);

it('what comes and goes day by day leaves the deals that do not stand on the day', {
  timeout: 300_000,
}, async () => {
  const all = { counted: 0, moved: 0 };
  const compare = async (connection: Connection, asOf: number, at: number, days: readonly number[]) => {
    const { counted, moved } = await compareOthers(
      connection,
      asOf,
      at % 2 === 0 ? '_slim' : '_narrow',
      days,
    );
    all.counted += counted;
    all.moved += moved;
  };
  await forAllLogs(workspace, { logs: 4, scopes: 2 }, async ({ connection, scopes }) => {
    for (const [at, { asOf }] of scopes.entries()) await compare(connection, asOf, at, within);
  });
  // Deals that the list knows from before their history begins.
  const looks = fc.array(fc.integer({ min: 0, max: 330 }), { minLength: 2, maxLength: 2 });
  const cases = fc.record({ files: randomListedLog({ min: 60, max: 160 }), looks });
  await forAll(cases, 4, async ({ files: { log, deals }, looks: late }) => {
    await listed.load(log.clock, { logs: [log.entries], deals });
    await listed.use(async (connection) => {
      for (const [at, day] of late.entries()) await compare(connection, firstDay + day, at, [1, 1, 3, 1, 2]);
    });
  });
  expect(all.counted).toBeGreaterThan(400);
  expect(all.moved).toBeGreaterThan(70);
});

it('what was told by a day and what each later day tells are what is told', {
  timeout: 300_000,
}, async () => {
  let both = 0;
  await forAllLogs(workspace, { logs: 6, scopes: 4 }, async ({ connection, scopes }) => {
    for (const [at, { asOf }] of scopes.entries()) {
      const dayOf = (number: number) => `DATE '${dayOfNumber(number)}'`;
      const earlier = dayOf(asOf - [1, 12, 31, 90][at % 4]!);
      for (const late of [0, 1, 2, 3, 4, 5, 6, 7, 14]) {
        const day = dayOf(asOf + late);
        expectEqualRows(
          await connection.all(told(day, { earlier, later: dayOf(asOf + 30) })),
          await connection.all(told(day)),
          `told on ${asOf + late}`,
        );
      }
      const counts = await connection.all<{ n: number }>(
        `SELECT sum(n)::DOUBLE AS n FROM (${told(earlier)})`,
      );
      if ((counts[0]?.n ?? 0) > 0) both++;
    }
  });
  expect(both).toBeGreaterThan(4);
});

it('very many deals are counted from the end of the month as few are on the day', {
  timeout: 300_000,
}, async () => {
  let compared = 0;
  await forAllLogs(workspace, { logs: 6, scopes: 1 }, async ({ connection, facts }) => {
    for (const late of [398, 399, 400, 404, 420]) {
      const scope = repStageParams.parse({ asOf: dayOfNumber(firstDay + late) });
      const many = { ...facts, opportunities: 2 * mixDeals };
      const before = await learnBefore(connection, many, scope);
      if (!before) continue;
      const ranks = before.horizons.within.map((_, rank) => rank);
      const [quick, slow] = [
        await readReps(connection, many, scope, ranks),
        await readReps(connection, facts, scope, ranks, before.horizons),
      ];
      expect(quick.horizons).toEqual(before.horizons);
      expectEqualRows(addedUp(quick.counted), addedUp(slow.counted), `counted ${late}`);
      compared += before.ledger?.told.length ?? 0;
    }
  });
  expect(compared).toBeGreaterThan(100);
});

/** Without what is expected, which many deals learn at the end of the month and few on the day. */
function addedUp(counted: readonly Counted[]) {
  const rows = groupBy(counted, ({ owner, rank, ramping }) => JSON.stringify([owner, rank, ramping]));
  return [...rows].map(([key, own]) => ({
    key,
    n: sumOf(own, ({ n }) => n),
    k: sumOf(own, ({ k }) => k),
    lost: sumOf(own, ({ lost }) => lost),
    several: sumOf(own, ({ several }) => several),
  }));
}

it('deals that reps are compared by are those looked up one by one as of the day', { timeout: 300_000 }, () =>
  forAllLogs(workspace, { logs: 6, scopes: 4 }, async ({ connection, facts, scopes }) => {
    for (const { asOf } of scopes) {
      const day = `DATE '${dayOfNumber(asOf)}'`;
      expectEqualRows(
        await connection.all(
          `SELECT * REPLACE (owner::VARCHAR AS owner, went_on = 1 AS went_on, lost = 1 AS lost)
          FROM weir.rep_deal_narrow(${day}, [${within.join(', ')}])`,
        ),
        await connection.all(oneByOne(day)),
        `entries on ${asOf}`,
      );
      for (const width of ['_narrow', '_slim']) {
        expectEqualRows(
          await connection.all(summed(day, width)),
          await connection.all(
            `FROM weir.rep_count_narrow(${day}, [${within.join(', ')}], ramp := 30, chances := ${chances})`,
          ),
          `counts on ${asOf}${width}`,
        );
      }
      expectEqualRows(
        await connection.all(`SELECT owner::VARCHAR AS owner, since FROM weir.rep_since(${day})`),
        await connection.all(began(day)),
        `first deals on ${asOf}`,
      );
      expectEqualRows(
        (await startsOf(connection, facts, dayOfNumber(asOf), 30)).map(({ owner, since, until }) => ({
          owner,
          since,
          until: until === null ? null : String(until),
        })),
        await connection.all(
          `SELECT owner::VARCHAR AS owner, weir.moment_of(since)::DATE AS since, until::VARCHAR AS until
          FROM weir.rep_first_days(${day}, 30)`,
        ),
        `first days on ${asOf}`,
      );
      expectEqualRows(
        await connection.all(
          `SELECT owner::VARCHAR AS owner, team::VARCHAR AS team, n FROM weir.rep_team(${day})`,
        ),
        await connection.all(
          `SELECT owner::VARCHAR AS owner, team::VARCHAR AS team, count(*) AS n
          FROM weir.narrow_life_at(${day}) WHERE team IS NOT NULL GROUP BY ALL`,
        ),
        `teams on ${asOf}`,
      );
      expectEqualRows(
        await connection.all(`FROM weir.rep_pace(${day})`),
        await connection.all(pace(day)),
        `pace on ${asOf}`,
      );
      for (const width of ['', '_narrow']) {
        expectEqualRows(
          await connection.all(`FROM weir.rep_load${width}(${day})`),
          await connection.all(load(day)),
          `open deals on ${asOf}${width}`,
        );
      }
    }
  }),
);
