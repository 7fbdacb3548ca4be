import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secondsPerDay } from '#generate/company/calendar';
import { stageNames, wonStage } from '#generate/company/market';
import { isStageEvent } from '#generate/deal/deal';
import { dealsOf, generateCompany } from '#generate/generate-company';
import { writeSample } from '#generate/index';
import { snapshotDays, stateOn } from '#generate/write-snapshots';
import { dayOfNumber } from '#shared/time/day';
import { type TestEngine, testEngine } from '../../support/engine';

const options = { seed: 3, deals: 1500 };
const company = generateCompany(options);
const deals = [...dealsOf(company)];
const days = snapshotDays(company);
const [firstDay, lastDay] = [days[0]!, days.at(-1)!];
const gap = 7;

/** Stays in open stages after the first one that begin while lists are written; times in days. */
const trueVisits = deals.flatMap((deal) => {
  const moves = deal.events.filter(isStageEvent);
  return moves
    .map(({ at, stage }, i) => ({
      id: String(40_000 + deal.index),
      stage: stageNames[stage]!,
      from: at / secondsPerDay,
      to: (moves[i + 1]?.at ?? Number.POSITIVE_INFINITY) / secondsPerDay,
      open: stage < wonStage,
      first: i === 0,
    }))
    .filter((visit) => visit.open && !visit.first && visit.from > firstDay && visit.from < lastDay - gap);
});

/** The stages that the lists show of a deal, one after the other, from the stage that deals begin in. */
function stagesSeen(deal: (typeof deals)[number]): string[] {
  const listed = days.map((day) => stateOn(deal, day)?.stage).filter((stage) => stage !== undefined);
  if (listed.length === 0) return [];
  return [0, ...listed].filter((stage, i, all) => stage !== all[i - 1]).map((stage) => stageNames[stage]!);
}

describe('weekly lists of a year', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine();
    const dir = join(engine.home, 'lists');
    await writeSample({ ...options, as: 'snapshots', dir, longRunDeals: 100 });
    const files = readdirSync(dir).filter((name) => name.endsWith('.csv'));
    expect(files).toHaveLength(52);
    await engine.importFiles(files.reverse().map((name) => join(dir, name)));
  }, 240_000);
  afterAll(() => engine.close());

  const rows = async (sql: string) => (await engine.call('sql.run', { sql, limit: 100_000 })).rows;

  it('give each deal the stages that were there on a Monday, in their order', async () => {
    const found = new Map(
      (
        await rows(`SELECT o.id, list(s.stage ORDER BY v.visit) FROM weir.sojourn v JOIN weir.stage s USING (stage_id)
        JOIN weir.opportunity o USING (key) GROUP BY o.id`)
      ).map(([id, stages]) => [id, stages]),
    );
    const expected = new Map(
      deals
        .map((deal) => [String(40_000 + deal.index), JSON.stringify(stagesSeen(deal))] as const)
        .filter(([, stages]) => stages !== '[]'),
    );
    expect(found).toEqual(expected);
  });

  it('show the share of visits that sampling once a week lets expect', async () => {
    const seen = await rows(`SELECT o.id, s.stage, epoch(v.entered_at) / 86400, epoch(v.left_at) / 86400
      FROM weir.sojourn v JOIN weir.stage s USING (stage_id) JOIN weir.opportunity o USING (key) WHERE v.kind = 'open'`);
    const found = new Map<string, [from: number, to: number][]>();
    for (const [id, stage, from, to] of seen) {
      const key = `${id} ${stage}`;
      const visit: [number, number] = [from as number, (to as number | null) ?? Number.POSITIVE_INFINITY];
      found.set(key, [...(found.get(key) ?? []), visit]);
    }
    const isSeen = ({ id, stage, from, to }: (typeof trueVisits)[number]) => {
      const monday = days.find((day) => day >= from)!;
      const visits = found.get(`${id} ${stage}`) ?? [];
      return monday < to && visits.some(([entered, left]) => entered <= monday && left >= monday);
    };
    const long = trueVisits.filter(({ from, to }) => to - from > gap);
    expect(long.filter(isSeen)).toHaveLength(long.length);
    const chances = trueVisits.map(({ from, to }) => Math.min(1, (to - from) / gap));
    const predicted = chances.reduce((sum, chance) => sum + chance, 0);
    const deviation = Math.sqrt(chances.reduce((sum, chance) => sum + chance * (1 - chance), 0));
    const measured = trueVisits.filter(isSeen).length;
    expect(Math.abs(measured - predicted)).toBeLessThan(3 * deviation);
  });

  it('and the status tells that share without knowing the truth, and how far apart the lists are', async () => {
    const { snapshots, evidence, evidenceShares } = await engine.call('workspace.status', {});
    const chances = trueVisits.map(({ from, to }) => Math.min(1, (to - from) / gap));
    const truth = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
    expect(snapshots).toMatchObject({ lists: 52, medianGap: 7, longestGap: 7, missing: 0 });
    expect(Math.abs((snapshots?.visitsSeen ?? 0) - truth)).toBeLessThan(0.03);
    expect(evidence).toBe('snapshots');
    expect(evidenceShares).toEqual({ snapshots: 1 });
  });

  it('date wins and losses by the day the list gives, and every other change by the list that shows it first', async () => {
    const late = await rows(`SELECT count(*) FROM weir.snapshot_change
      WHERE changed_at::DATE NOT IN (SELECT day FROM weir.snapshot) OR not_before >= changed_at`);
    expect(late).toEqual([[0]]);
    const closed = await rows(
      `SELECT id, epoch(closed_at) / 86400 FROM weir.opportunity WHERE outcome <> 'open'`,
    );
    const closeDays = new Map(closed.map(([id, at]) => [id, at]));
    const booked = deals.flatMap((deal) => {
      const closings = deal.events.filter((event) => isStageEvent(event) && event.stage >= wonStage);
      const [only] = closings;
      const inTime = only && only.expectedClose === Math.floor(only.at / secondsPerDay);
      const listed = (stateOn(deal, lastDay)?.stage ?? 0) >= wonStage;
      return closings.length === 1 && inTime && listed ? [{ deal, day: only.expectedClose }] : [];
    });
    expect(booked.length).toBeGreaterThan(500);
    for (const { deal, day } of booked) expect(closeDays.get(String(40_000 + deal.index))).toBe(day);
  });

  it('answer as of a Monday what the list of that Monday says', async () => {
    const day = days[30]!;
    const { rows: all } = await engine.call('deals.list', {
      asOf: dayOfNumber(day),
      outcome: 'open',
      limit: 10_000,
    });
    // The list of the morning does not have what was created in the course of the day.
    const open = all.filter(({ createdAt }) => createdAt !== `${dayOfNumber(day)}T00:00:00`);
    const expected = deals
      .map((deal) => ({ deal, state: stateOn(deal, day) }))
      .filter(({ deal, state }) => {
        // Closed in the course of that Monday, which the next list tells.
        const next = stateOn(deal, day + gap);
        const sameDay = next && next.stage >= wonStage && next.expectedClose === day;
        return state && state.stage < wonStage && !sameDay;
      });
    expect(open).toHaveLength(expected.length);
    const stageOf = new Map(open.map((row) => [row.id, [row.stage, row.owner, row.amount]]));
    for (const { deal, state } of expected) {
      const owner = company.roster.users[state!.owner]!.name;
      const amount = state!.amount === null ? null : state!.amount / 100;
      expect(stageOf.get(String(40_000 + deal.index))).toEqual([stageNames[state!.stage], owner, amount]);
    }
  });
});
