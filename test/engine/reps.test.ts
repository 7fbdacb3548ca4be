import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listDeals } from '#engine/metrics/deals';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { sumOf } from '#engine/metrics/group-by';
import type { Horizons } from '#engine/metrics/reps/horizons';
import { readReps } from '#engine/metrics/reps/read-reps';
import { repStages } from '#engine/metrics/reps/rep-stages';
import { reps } from '#engine/metrics/reps/reps';
import { Connection } from '#engine/query/connection';
import { dealsParams } from '#shared/contract/methods';
import { repParams, repStageParams } from '#shared/contract/rep-params';
import { mixDeals } from '#shared/model/mix-fields';
import type { RepRow } from '#shared/results/reps';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import { stagesOf } from '../support/derived-workspace';
import {
  dayLength,
  type ListedDeal,
  type LogEntry,
  type LogWorkspace,
  openLogWorkspace,
} from '../support/log-workspace';

const asOf = '2025-12-31';
const start = dayNumber('2024-01-01');
const stages = stagesOf(['Lead', 'Offer']);

/** Names as they come; they are drawn, listed and exported as they are. */
const hostile = [
  '<b>Ann</b>',
  '=SUM(1)',
  '\u202EBob',
  '👩‍💻 Zoë',
  "O'Hara",
  '<img src=x onerror=alert(1)>',
  '@cmd',
  '李雷',
];
const weak = hostile[0]!;
const owners = [...hostile, 'Plain', 'Hard deals'];

type Step = readonly [day: number, stage: string, owner: string];
type Deal = { id: string; segment: string; steps: readonly Step[] };

/**
 * Of ten deals of everybody six go on to Offer after 5 days, and four of those are won 10 days later; the weak rep wins one.
 * Large deals, which one rep has alone, go on half as often.
 */
function dealOf(owner: string, i: number, from: number, every = 6): Deal {
  const created = from + i * every;
  const turn = i % 10;
  const isHard = owner === 'Hard deals' || (owner === 'Plain' && i % 2 === 1);
  const goes = isHard ? turn < 3 : turn < 6;
  const wins = owner === weak ? turn === 0 : isHard ? turn < 2 : turn < 4;
  const offer: Step[] = goes ? [[created + 5, 'Offer', owner]] : [[created + 4, 'Lost', owner]];
  const end: Step[] = goes ? [[created + (wins ? 15 : 12), wins ? 'Won' : 'Lost', owner]] : [];
  const steps = [[created, 'Lead', owner] as const, ...offer, ...end];
  return { id: `${owners.indexOf(owner)}-${i}-${from}`, segment: isHard ? 'Large' : 'Small', steps };
}

const handedOver: Deal = {
  id: 'handed',
  segment: 'Small',
  steps: [
    [start + 100, 'Lead', 'Plain'],
    [start + 104, 'Lead', "O'Hara"],
    [start + 105, 'Offer', "O'Hara"],
    [start + 115, 'Won', "O'Hara"],
  ],
};
const newcomer = Array.from({ length: 100 }, (_, i) => dealOf('New', i, start + 400, 3));
const all: Deal[] = [
  ...owners.flatMap((owner) => Array.from({ length: 120 }, (_, i) => dealOf(owner, i, start))),
  handedOver,
  ...newcomer,
];

function filesOf(deals: readonly Deal[]) {
  const seen = dayNumber(asOf) + 1;
  const entries = deals.flatMap(({ id, steps }) =>
    steps
      .filter(([day]) => day < seen)
      .map(([day, stage, owner]) => ({ id, at: day * dayLength, stage, owner })),
  );
  const log = entries
    .sort((a, b) => a.at - b.at)
    .map(
      (entry, row): LogEntry => ({
        ...entry,
        row,
        amount: null,
        expectedClose: null,
        probability: null,
        segment: null,
      }),
    );
  const list = deals.flatMap(({ id, segment, steps }): ListedDeal[] => {
    const last = steps.filter(([day]) => day < seen).at(-1);
    if (!last) return [];
    const createdAt = steps[0]![0] * dayLength;
    return [{ id, createdAt, stage: last[1], pipeline: null, amount: null, owner: last[2], segment }];
  });
  return { logs: [log], deals: list };
}

describe('reps of a team', () => {
  let workspace: LogWorkspace;
  let facts: WorkspaceFacts;

  beforeAll(async () => {
    workspace = await openLogWorkspace();
    facts = await workspace.load(filesOf(all), { stages, clock: 'day', asOf });
  });
  afterAll(() => workspace.close());

  const ask = (asked: object = {}) => workspace.use((c) => reps(c, facts, repParams.parse(asked)));
  const map = (asked: object = {}) => workspace.use((c) => repStages(c, facts, repStageParams.parse(asked)));
  const rowOf = (rows: readonly RepRow[], owner: string) => rows.find((row) => row.owner === owner)!;

  it('counts deals that were followed for the days by which nine of ten go on', async () => {
    const answer = await ask({ stage: 'Lead' });
    expect(answer.withinDays).toBe(5);
    expect(rowOf(answer.rows, weak)).toMatchObject({ n: 120, k: 72, lost: 48, rate: 0.6, rampDeals: 0 });
    const whole = await ask();
    expect([whole.stage, whole.rank, whole.withinDays]).toEqual([null, 0, 15]);
    expect(rowOf(whole.rows, '@cmd')).toMatchObject({ n: 120, k: 48 });
    // What began in the last days was not followed so long, and is no loss.
    const early = await ask({ stage: 'Lead', asOf: dayOfNumber(start + 62) });
    expect(rowOf(early.rows, '@cmd').n).toBe(10);
    expect(early.rows.every(({ k, n }) => k <= n)).toBe(true);
  });

  it('points out the rep with the planted weakness in that stage, and nobody else', async () => {
    const answer = await ask({ stage: 'Offer' });
    expect(answer.rows.filter(({ flag }) => flag === 'low').map(({ owner }) => owner)).toEqual([weak]);
    const row = rowOf(answer.rows, weak);
    expect(row).toMatchObject({ n: 72, k: 12 });
    expect(row.shrunk!).toBeGreaterThan(row.adjusted!);
    expect(row.adjustedP!).toBeLessThan(0.001);
    expect(row.limitLow998).toBeGreaterThan(row.adjusted!);
    expect(answer.effect!.pValue).toBeLessThan(0.001);
    const { cards } = await map();
    const { focus } = cards.find(({ owner }) => owner === weak)!;
    expect(focus).toMatchObject({ stage: 'Offer', evidence: 'flagged' });
    expect(focus!.extraDeals).toBeGreaterThan(15);
    expect(cards.filter((card) => card.focus?.evidence === 'flagged')).toHaveLength(1);
  });

  it('takes harder deals for harder', async () => {
    const { rows, mix } = await ask({ stage: 'Lead' });
    expect(mix).toContain('Segment');
    const row = rowOf(rows, 'Hard deals');
    expect(row.rate).toBeCloseTo(0.3, 9);
    expect(row.adjusted!).toBeGreaterThan(0.5);
    expect(row.flag).toBeNull();
  });

  it('counts a deal for who had it when it came into the stage, and a sale for who closed it', async () => {
    const lead = await ask({ stage: 'Lead' });
    const offer = await ask({ stage: 'Offer' });
    const sale = await ask();
    const count = (rows: readonly RepRow[], owner: string) => [
      rowOf(rows, owner).n,
      rowOf(rows, owner).severalOwners,
    ];
    expect(count(lead.rows, 'Plain')).toEqual([121, 1]);
    expect(count(offer.rows, "O'Hara")).toEqual([73, 1]);
    expect(count(sale.rows, "O'Hara")).toEqual([121, 1]);
    expect(count(sale.rows, 'Plain')).toEqual([120, 0]);
    expect(sale.warnings.map(({ code }) => code)).toContain('several-owners');
    // Before it changed hands nothing is known of that.
    const before = await ask({ stage: 'Lead', asOf: dayOfNumber(start + 103), within: 2 });
    expect(rowOf(before.rows, "O'Hara").severalOwners + rowOf(before.rows, 'Plain').severalOwners).toBe(0);
    expect(before.warnings.map(({ code }) => code)).toContain('no-owner-history');
  });

  it('leaves the first days of a new rep out, and says so', async () => {
    const { rows, ramp, warnings } = await ask({ stage: 'Lead' });
    const row = rowOf(rows, 'New');
    expect(ramp).toMatchObject({ counted: false, reps: 1, deals: row.rampDeals });
    expect(ramp.days).toBeGreaterThan(5);
    expect(row.rampDeals).toBe(Math.ceil(ramp.days / 3));
    expect(row.n + row.rampDeals).toBe(100);
    expect(warnings.map(({ code }) => code)).toContain('ramp-excluded');
    const included = await ask({ stage: 'Lead', ramp: 'included' });
    expect(rowOf(included.rows, 'New').n).toBe(100);
  });

  it('opens exactly the deals behind each figure', async () => {
    const { cards, rows, stages: told, ramp } = await map();
    expect(cards.map(({ owner }) => owner)).toEqual(expect.arrayContaining(hostile));
    const behind = (asked: object) =>
      workspace.use((c) =>
        listDeals(c, facts, dealsParams.parse({ behind: { metric: 'reps', rampDays: ramp.days, ...asked } })),
      );
    for (const row of rows.filter(({ owner, rank }) => owner === "O'Hara" && rank !== 1)) {
      const within = told.find(({ rank }) => rank === row.rank)!.withinDays;
      const asked = { owner: row.owner, stage: row.stage, within };
      expect((await behind({ ...asked, part: 'all' })).total).toBe(row.n);
      expect((await behind({ ...asked, part: 'went-on' })).total).toBe(row.k);
    }
    expect((await behind({ owner: 'New', stage: 'Lead', within: 5, part: 'ramp' })).total).toBeGreaterThan(0);
    expect((await behind({ stage: 'Lead', within: 5, part: 'several' })).rows.map(({ id }) => id)).toEqual([
      'handed',
    ]);
  });

  it('shows the variation between stages, kinds and reps as shares', async () => {
    const { variation } = await map();
    const sum = Object.values(variation!).reduce((all, share) => all + share, 0);
    expect(sum).toBeCloseTo(1, 9);
    expect(variation!.repStages).toBeGreaterThan(0);
  });

  it('filters by any field, and by the owner a deal counts for', async () => {
    const large = await ask({ stage: 'Lead', where: [{ field: 'segment', values: ['Large'] }] });
    expect(large.rows.map(({ owner }) => owner)).toEqual(['Hard deals', 'Plain']);
    const wide = await ask({ stage: 'Lead', where: [{ field: 'evidence', values: ['log'] }] });
    const narrow = await ask({ stage: 'Lead' });
    expect(wide.rows).toEqual(narrow.rows);
    expect(large.warnings.map(({ code }) => code)).toContain('few-reps');
    expect(large.rows.every(({ shrunk }) => shrunk === null)).toBe(true);
  });

  it('counts very many deals of a filter by the stage they are in on the day, not at the end of the month before', async () => {
    const scope = repStageParams.parse({
      asOf: '2025-06-18',
      where: [{ field: 'stage', values: ['Offer'] }],
    });
    const countOf = async (deals: WorkspaceFacts, given?: Horizons) => {
      const { counted, horizons } = await workspace.use((c) => readReps(c, deals, scope, [1], given));
      return { n: sumOf(counted, ({ n }) => n), horizons };
    };
    const many = await countOf({ ...facts, opportunities: 2 * mixDeals });
    expect(many.n).toBeGreaterThan(0);
    expect(many.n).toBe((await countOf(facts, many.horizons)).n);
  });

  it('says places with their intervals only where they are asked for', async () => {
    expect((await ask()).rows[0]).not.toHaveProperty('rank');
    const { rows } = await ask({ stage: 'Offer', ranks: true });
    expect(rowOf(rows, weak).rank).toMatchObject({ low: expect.any(Number) });
    expect(rowOf(rows, weak).rank!.high).toBe(11);
  });

  it('fails as a whole where what is asked beside the figures fails, and leaves nothing that nobody hears of', async () => {
    const read = Connection.prototype.all as (this: Connection, sql: string, params?: object) => unknown;
    const broken = vi.spyOn(Connection.prototype, 'all').mockImplementation(async function (
      this: Connection,
      sql,
      params,
    ) {
      if (sql.includes('weir.rep_load')) throw new Error('Broken on purpose');
      return read.call(this, sql, params) as never;
    });
    await expect(map()).rejects.toThrow('Broken on purpose');
    broken.mockRestore();
    expect((await map()).cards.length).toBeGreaterThan(8);
  });

  it('is refused for a stage that is not there', async () => {
    await expect(ask({ stage: 'Nowhere' })).rejects.toMatchObject({ code: 'unknown-stage' });
  });

  it('says what to import where there are no reps', async () => {
    const answer = await ask({ asOf: '2020-01-01' });
    expect([answer.n, answer.rows, answer.rate]).toEqual([0, [], null]);
    expect(answer.warnings.map(({ code }) => code)).toEqual(['no-owner']);
    expect((await map({ asOf: '2020-01-01' })).variation).toBeNull();
  });
});

it('tells the most frequent words apart where there are too many kinds of deals to number', async () => {
  const workspace = await openLogWorkspace();
  try {
    const deals = Array.from({ length: 2400 }, (_, i): Deal => {
      const deal = dealOf(owners[2 + (i % 5)]!, i, start, 1 / 6);
      const steps = deal.steps.map(([day, ...rest]) => [Math.round(day), ...rest] as const);
      return { id: `many-${i}`, segment: i % 4 === 0 ? 'Usual' : `Rare ${i % 1300}`, steps };
    });
    const facts = await workspace.load(filesOf(deals), { stages, clock: 'day', asOf });
    const answer = await workspace.use((c) =>
      reps(c, facts, repParams.parse({ stage: 'Lead', ramp: 'included' })),
    );
    expect(answer.n).toBe(2400);
    expect(answer.k).toBe(deals.filter(({ steps }) => steps[1]![1] === 'Offer').length);
    for (const { owner, n, k } of answer.rows) {
      const own = deals.filter(({ steps }) => steps[0]![2] === owner);
      expect([owner, n, k]).toEqual([
        owner,
        own.length,
        own.filter(({ steps }) => steps[1]![1] === 'Offer').length,
      ]);
    }
    expect(answer.rows.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(answer.k, 6);
    const usual = await workspace.use((c) =>
      reps(
        c,
        facts,
        repParams.parse({
          stage: 'Lead',
          ramp: 'included',
          where: [{ field: 'segment', values: ['Rare 1'] }],
        }),
      ),
    );
    expect(usual.n).toBe(deals.filter(({ segment }) => segment === 'Rare 1').length);
  } finally {
    await workspace.close();
  }
});
