import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '#engine/metrics/compare/compare';
import { cycle } from '#engine/metrics/cycle';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { compareParams } from '#shared/contract/compare-params';
import type { CompareAnswer, CompareRow } from '#shared/results/compare';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import { stagesOf } from '../support/derived-workspace';
import {
  dayLength,
  type ListedDeal,
  type LogEntry,
  type LogWorkspace,
  openLogWorkspace,
} from '../support/log-workspace';
import { seeded } from './stats/support/seeded';

const asOf = '2025-12-31';
const start = dayNumber('2024-01-01');
const split = '2025-01-01';
const stages = stagesOf(['Lead', 'Offer']);

type Deal = {
  id: string;
  segment: string;
  created: number;
  offer: number | null;
  closed: number | null;
  won: boolean;
};
type Plan = {
  win: (deal: { before: boolean; segment: string }) => number;
  share?: (before: boolean) => number;
};

/** Two years of deals, about three a day; wins take longer than losses. */
function dealsOf(seed: number, { win, share = () => 0.5 }: Plan): Deal[] {
  const next = seeded(seed);
  return Array.from({ length: 1200 }, (_, i) => {
    const created = start + Math.floor(next() * 725);
    const before = created < dayNumber(split);
    const segment = next() < share(before) ? 'Large' : 'Small';
    const won = next() < win({ before, segment });
    const offer = won || next() < 0.4 ? created + 1 + Math.floor(20 * next()) : null;
    const closed = (offer ?? created) + 1 + Math.floor((won ? 80 : 50) * next());
    return { id: `D${i}`, segment, created, offer, closed, won };
  });
}

function filesOf(deals: readonly Deal[], until = dayNumber(asOf) + 1) {
  const known = deals.filter(({ created }) => created < until);
  const entries = known.flatMap((deal) =>
    [
      ['Lead', deal.created] as const,
      ['Offer', deal.offer] as const,
      [deal.won ? 'Won' : 'Lost', deal.closed] as const,
    ].flatMap(([stage, day]) =>
      day === null || day >= until ? [] : [{ id: deal.id, stage, at: day * dayLength }],
    ),
  );
  const rest = { amount: 100, expectedClose: null, owner: null, probability: null, segment: null };
  const log = entries.map((entry, row): LogEntry => ({ row, ...entry, ...rest }));
  const list = known.map(
    ({ id, segment, created }): ListedDeal => ({
      id,
      segment,
      createdAt: created * dayLength,
      stage: log.findLast((entry) => entry.id === id)!.stage,
      pipeline: null,
      amount: 100,
      owner: null,
    }),
  );
  return { logs: [log], deals: list };
}

let workspace: LogWorkspace;
beforeAll(async () => {
  workspace = await openLogWorkspace();
});
afterAll(() => workspace.close());

const load = (deals: readonly Deal[], until?: number): Promise<WorkspaceFacts> =>
  workspace.load(filesOf(deals, until), { stages, clock: 'day', asOf });
const ask = (facts: WorkspaceFacts, params: object): Promise<CompareAnswer> =>
  workspace.use((connection) => compare(connection, facts, compareParams.parse(params)));
const row = (
  { rows }: CompareAnswer,
  figure: CompareRow['figure'],
  stage: string | null = null,
): CompareRow => rows.find((one) => one.figure === figure && one.stage === stage)!;

/** What is known by the day: age and fate of the deals created in a window, cut at an age. */
function seen(deals: readonly Deal[], [from, to]: [string, string], most: number) {
  const end = dayNumber(asOf);
  return deals
    .filter(({ created }) => created >= dayNumber(from) && created <= dayNumber(to))
    .map(({ created, closed, won }) => {
      const ended = closed !== null && closed <= end;
      const age = (ended ? closed : end) - created;
      return age > most || !ended ? { t: Math.min(age, most), s: 0 } : { t: age, s: won ? 1 : 2 };
    });
}

function wonBy(deals: { t: number; s: number }[]): number {
  let [open, won] = [1, 0];
  for (const t of [...new Set(deals.map((deal) => deal.t))].sort((a, b) => a - b)) {
    const atRisk = deals.filter((deal) => deal.t >= t).length;
    const [w, all] = [1, 0].map(
      (s) => deals.filter((d) => d.t === t && (s === 1 ? d.s === 1 : d.s > 0)).length,
    );
    won += (open * w!) / atRisk;
    open *= 1 - all! / atRisk;
  }
  return won;
}

describe('a comparison of before and after a day', () => {
  it('finds a planted change of the win rate and reads both sides at one age', async () => {
    const deals = dealsOf(1, { win: ({ before }) => (before ? 0.25 : 0.45) });
    const facts = await load(deals);
    const answer = await ask(facts, { splitDate: split, transition: 14, curve: true });
    const found = row(answer, 'win-rate');
    expect(found.p).toBeLessThan(0.001);
    expect(found.low).toBeGreaterThan(0.05);
    expect(found.low!).toBeLessThan(0.2);
    // Not all that will be won are won by the age at which both are read.
    expect(found.high!).toBeGreaterThan(0.17);
    const age = answer.atDays!;
    const [base, compared] = [
      seen(deals, ['2024-01-01', '2024-12-31'], age),
      seen(deals, ['2025-01-15', asOf], age),
    ];
    expect(found.base.value).toBeCloseTo(wonBy(base), 9);
    expect(found.compared.value).toBeCloseTo(wonBy(compared), 9);
    expect([found.base.n, found.compared.n]).toEqual([base.length, compared.length]);
    expect(found.base.events).toBe(base.filter(({ s }) => s === 1).length);
    expect(answer.compared.open).toBe(
      seen(deals, ['2025-01-15', asOf], 1e6).filter(({ s }) => s === 0).length,
    );
    expect(found.smallest).toBeGreaterThan(0.03);
    expect(answer.power!.perSideFor5).toBeGreaterThan(answer.power!.perSideFor10);
    expect(answer.base.curve!.at(-1)!.t).toBeLessThanOrEqual(age);
    expect(answer.stratifiedBy).toBe('segment');
    expect(answer.rows.some(({ figure }) => figure === 'closed-rate')).toBe(false);
  });

  it('finds none where there is none, in figures and in reasons', async () => {
    const facts = await load(dealsOf(2, { win: () => 0.3 }));
    const answer = await ask(facts, { splitDate: split });
    for (const { adjusted } of answer.rows.filter(({ p }) => p !== null))
      expect(adjusted).toBeGreaterThan(0.05);
    expect(answer.warnings).toEqual([]);
    expect(answer.checks).toMatchObject({ season: null, trend: { months: 12 } });
  });

  it('answers as of a day as if later rows were not there', async () => {
    const deals = dealsOf(3, { win: ({ before }) => (before ? 0.2 : 0.4) });
    const day = '2025-06-30';
    const questions = [{ splitDate: split }, { by: 'segment' }, { splitDate: split, stage: 'Offer' }];
    const looked: string[] = [];
    const whole = await load(deals);
    for (const question of questions)
      looked.push(JSON.stringify(await ask(whole, { ...question, asOf: day })));
    const cut = await load(deals, dayNumber(day) + 1);
    for (const [i, question] of questions.entries()) {
      expect(JSON.stringify(await ask(cut, { ...question, asOf: day }))).toBe(looked[i]);
    }
  });

  it('warns where the mix of deals turned the total round', async () => {
    const deals = dealsOf(4, {
      win: ({ before, segment }) => (segment === 'Large' ? 0.1 : 0.55) + (before ? 0 : 0.06),
      share: (before) => (before ? 0.15 : 0.75),
    });
    const facts = await load(deals);
    const answer = await ask(facts, { splitDate: split });
    const [mix] = answer.mix;
    expect(answer.warnings.map(({ code }) => code)).toContain('mix-reversal');
    expect(mix).toMatchObject({ fields: ['segment'], reversed: true, matters: true });
    expect(mix!.rateEffect + mix!.mixEffect).toBeCloseTo(mix!.difference, 12);
    expect(mix!.oddsRatio).toBeGreaterThan(1);
    const large = mix!.cells.find(({ key }) => key === 'Large')!;
    const age = answer.mixAtDays!;
    const old = deals.filter(
      ({ segment, created }) =>
        segment === 'Large' && created >= dayNumber(split) && dayNumber(asOf) - created >= age,
    );
    const won = old.filter(({ won, created, closed }) => won && closed! - created <= age);
    expect([large.n1, large.rate1]).toEqual([old.length, won.length / old.length]);
  });

  it('says that rates were low just before the change', async () => {
    const dip = dayNumber('2024-10-01');
    const deals = dealsOf(5, { win: () => 0.4 }).filter(
      ({ won, created, id }) =>
        !(won && created >= dip && created < dayNumber(split) && Number(id.slice(1)) % 3 > 0),
    );
    const answer = await ask(await load(deals), { splitDate: split });
    expect(answer.warnings.map(({ code }) => code)).toContain('regression-to-the-mean');
  });
});

describe('a comparison of groups or periods', () => {
  const deals = dealsOf(6, { win: ({ segment }) => (segment === 'Large' ? 0.2 : 0.4) });
  let facts: WorkspaceFacts;
  beforeAll(async () => {
    facts = await load(deals);
  });

  it('takes one group against all others, and each side is found again by its scope', async () => {
    const answer = await ask(facts, { by: 'segment', groups: ['Small'] });
    expect([answer.base.label, answer.compared.label]).toEqual(['all others', 'Small']);
    expect(row(answer, 'win-rate').low).toBeGreaterThan(0.1);
    expect(row(answer, 'closed-rate').p).toBeLessThan(0.001);
    expect(answer.stratifiedBy).toBeNull();
    for (const side of [answer.base, answer.compared]) {
      const { n } = await workspace.use((connection) =>
        cycle(connection, facts, { ...side.scope, outcome: 'closed', start: 'created_at', curve: false }),
      );
      expect(n).toBe(side.n);
    }
  });

  it('turns the sign round with the groups', async () => {
    const [one, two] = [
      await ask(facts, { by: 'segment', groups: ['Large', 'Small'] }),
      await ask(facts, { by: 'segment', groups: ['Small', 'Large'] }),
    ];
    expect(row(one, 'win-rate').difference).toBeCloseTo(-row(two, 'win-rate').difference!, 12);
    expect(row(one, 'win-rate').p).toBeCloseTo(row(two, 'win-rate').p!, 9);
    expect(row(one, 'step', 'Lead').p).toBeCloseTo(row(two, 'step', 'Lead').p!, 9);
  });

  it('takes the period just before, of equal length, where no other is given', async () => {
    const answer = await ask(facts, { from: '2025-04-01', to: '2025-06-30' });
    expect(answer.base.label).toBe('2024-12-31 to 2025-03-31');
    const lead = row(answer, 'step', 'Lead');
    const inside = (from: string, to: string) =>
      deals.filter(({ created }) => created >= dayNumber(from) && created <= dayNumber(to)).length;
    expect([lead.base.n, lead.compared.n]).toEqual([
      inside('2024-12-31', '2025-03-31'),
      inside('2025-04-01', '2025-06-30'),
    ]);
    expect(dayOfNumber(dayNumber('2025-04-01') - 91)).toBe('2024-12-31');
  });

  it('counts from when a stage was reached, where one is named', async () => {
    const answer = await ask(facts, { splitDate: split, stage: 'Offer' });
    const reached = deals.filter(({ offer }) => offer !== null && offer < dayNumber(split));
    expect([answer.base.n, row(answer, 'step', 'Offer').base.n]).toEqual([reached.length, reached.length]);
    expect(answer.base.won).toBe(reached.filter(({ won }) => won).length);
    expect(answer.rows.filter(({ figure }) => figure === 'step')).toHaveLength(1);
  });

  it('has no figures where one side has no deals', async () => {
    const answer = await ask(facts, { splitDate: '2020-01-01' });
    expect([answer.base.n, answer.atDays, answer.power, answer.mix]).toEqual([0, null, null, []]);
    expect(answer.rows).toEqual([]);
    expect(answer.warnings.map(({ code }) => code)).toEqual(['thin']);
  });

  it('refuses what is no comparison and says what would be', async () => {
    await expect(ask(facts, {})).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(ask(facts, { by: 'segment', groups: ['Huge'] })).rejects.toThrow('No deal has "Huge"');
    await expect(ask(facts, { splitDate: split, by: 'segment' })).rejects.toThrow('more than one');
    await expect(ask(facts, { splitDate: split, stage: 'Nowhere' })).rejects.toThrow('Nowhere');
    await expect(ask(facts, { splitDate: split, from: '2025-02-01' })).rejects.toThrow('leaves nothing');
  });
});
