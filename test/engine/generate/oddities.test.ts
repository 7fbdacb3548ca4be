import { describe, expect, it } from 'vitest';
import { secondsPerDay } from '#generate/company/calendar';
import { lostStage, wonStage } from '#generate/company/market';
import { createdAt, type Deal, lastEvent } from '#generate/deal/deal';
import { dealName } from '#generate/deal/deal-name';
import { nextStepOf } from '#generate/deal/next-step';
import { touchesOf } from '#generate/deal/touches';
import { dealsOf, generateCompany } from '#generate/generate-company';
import { tallyOf } from '#generate/write-truth';
import { groupBy } from './support/written';

const company = generateCompany({ seed: 2, deals: 6_000 });
const deals = [...dealsOf(company)];
const tally = tallyOf(company);
const { users } = company.roster;

function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length / items.length;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

function cycle(deal: Deal): number {
  return (lastEvent(deal).at - createdAt(deal)) / secondsPerDay;
}

const won = deals.filter((deal) => lastEvent(deal).stage === wonStage);
const lost = deals.filter((deal) => lastEvent(deal).stage === lostStage);

describe('a generated company looks like one', () => {
  it('wins a fifth to a third of what is decided and has a tenth or more still open', () => {
    const rate = won.length / (won.length + lost.length);
    expect(rate).toBeGreaterThan(0.2);
    expect(rate).toBeLessThan(0.33);
    const open = 1 - (won.length + lost.length) / deals.length;
    expect(open).toBeGreaterThan(0.09);
    expect(open).toBeLessThan(0.2);
  });

  it('takes about two months to close and three to win', () => {
    expect(median([...won, ...lost].map(cycle))).toBeGreaterThan(45);
    expect(median([...won, ...lost].map(cycle))).toBeLessThan(90);
    expect(median(won.map(cycle))).toBeGreaterThan(70);
    expect(median(won.map(cycle))).toBeLessThan(120);
  });

  it('has heavy-tailed amounts, whose larger deals are slower', () => {
    const logs = deals.flatMap(({ events }) => (events[0]!.amount ? [Math.log(events[0]!.amount)] : []));
    const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
    const sd = Math.sqrt(logs.reduce((a, b) => a + (b - mean) ** 2, 0) / logs.length);
    expect(sd).toBeGreaterThan(1.05);
    expect(sd).toBeLessThan(1.35);
    const small = won.filter((deal) => Math.log(lastEvent(deal).amount!) < mean);
    const large = won.filter((deal) => Math.log(lastEvent(deal).amount!) >= mean);
    expect(median(large.map(cycle))).toBeGreaterThan(median(small.map(cycle)) * 1.15);
  });

  it('rushes at the end of the quarter', () => {
    const left = won.map((deal) => {
      const day = Math.floor(lastEvent(deal).at / secondsPerDay);
      return company.calendar.quarterEnd[day - company.firstDay]! - day;
    });
    const lastWeeks = share(left, (days) => days < 14) / 14;
    const firstWeeks = share(left, (days) => days > 63) / 28;
    expect(lastWeeks / firstWeeks).toBeGreaterThan(1.4);
  });

  it('works on weekdays in working hours', () => {
    const times = deals.flatMap((deal) => deal.events.map((event) => event.at));
    const weekend = share(times, (at) => [0, 6].includes(new Date(at * 1000).getUTCDay()));
    expect(weekend).toBeGreaterThan(0);
    expect(weekend).toBeLessThan(0.05);
    const early = share(times, (at) => new Date(at * 1000).getUTCHours() < 8);
    expect(early).toBeLessThan(0.001);
  });
});

describe('a generated company has every oddity', () => {
  it.each([
    'skips',
    'backMoves',
    'loops',
    'reopened',
    'recycled',
    'reopenedAfterWon',
    'pushes',
    'pulls',
    'createdInSecondStage',
    'sameSecondChanges',
    'backDated',
    'withoutAmount',
    'openZombies',
  ] as const)('%s', (oddity) => {
    expect(tally[oddity]).toBeGreaterThan(0);
  });

  it('one in four deals a zombie', () => {
    expect(tally.zombies / deals.length).toBeCloseTo(0.25, 1);
  });

  it('amounts and owners that change', () => {
    expect(tally.changes.amount).toBeGreaterThan(1_000);
    expect(tally.changes.owner).toBeGreaterThan(100);
  });

  it('amounts that stay near the first price, however often they change', () => {
    for (const { events } of deals) {
      const priced = events.flatMap(({ amount }) => (amount === null || amount <= 20_000 ? [] : [amount]));
      expect(Math.max(0, ...priced) / Math.min(Number.POSITIVE_INFINITY, ...priced)).toBeLessThan(12);
    }
  });

  it('no reopening close to the 30 days that tell a reopened deal from a recycled one', () => {
    for (const { events } of deals) {
      events.forEach((event, i) => {
        const before = events[i - 1];
        if (!before || before.stage < wonStage) return;
        const days = (event.at - before.at) / secondsPerDay;
        expect(Math.abs(days - 30)).toBeGreaterThan(1);
      });
    }
  });

  it('a clean-up day that stands out from every other day of its user', () => {
    const losses = deals
      .flatMap((deal) => deal.events)
      .filter((event) => event.stage === lostStage && event.change === 'stage');
    const days = groupBy(losses, (event) => `${event.by} ${Math.floor(event.at / secondsPerDay)}`);
    const key = `${company.roster.operations} ${company.cleanUpDay}`;
    const cleaned = days.get(key)!.length;
    const usual = [...days].filter(([day]) => day !== key).map(([, events]) => events.length);
    expect(cleaned).toBeGreaterThan(Math.max(20, 5 * Math.max(...usual)));
  });

  it('reps who leave, and none of their deals left with them', () => {
    const leavers = users.filter((user) => user.leaves <= company.lastDay);
    expect(leavers.length).toBeGreaterThan(5);
    for (const deal of deals) {
      const last = lastEvent(deal);
      if (last.stage >= wonStage) continue;
      expect(users[last.owner]!.leaves).toBeGreaterThan(company.lastDay - 12);
    }
  });

  it('no rep who owns a deal before joining', () => {
    for (const { events } of deals) {
      for (const { owner, at } of events) {
        expect(users[owner]!.joins).toBeLessThanOrEqual(Math.floor(at / secondsPerDay));
      }
    }
  });

  it('the planted weaknesses, where they were planted', () => {
    const { weaknesses } = company.roster;
    const leavesNegotiation = (owners: (owner: number) => boolean): number => {
      const exits = deals.flatMap(({ events }) =>
        events.filter(
          (event, i) => event.change === 'stage' && events[i - 1]?.stage === 4 && owners(event.owner),
        ),
      );
      return share(exits, (event) => event.stage === lostStage);
    };
    const weak = weaknesses.find(({ weakness }) => weakness === 'negotiation')!.user;
    expect(leavesNegotiation((owner) => owner === weak)).toBeGreaterThan(
      leavesNegotiation((owner) => owner !== weak) + 0.1,
    );
    const idle = weaknesses.find(({ weakness }) => weakness === 'no-follow-up')!.user;
    const open = deals.filter((deal) => lastEvent(deal).stage < wonStage);
    const planned = (test: (owner: number) => boolean): number =>
      share(
        open.filter((deal) => test(lastEvent(deal).owner)),
        (deal) => nextStepOf(company, deal) !== null,
      );
    expect(planned((owner) => owner === idle)).toBeLessThan(planned((owner) => owner !== idle) - 0.2);
  });

  it('awkward names: accents, other scripts, emoji, quotes and commas', () => {
    const names = deals.map(dealName);
    for (const sign of ['é', 'ä', '株', '云', '한', '🚀', '"', ',', ';']) {
      expect(
        names.some((name) => name.includes(sign)),
        sign,
      ).toBe(true);
    }
    expect(share(names, (name) => /^[\x20-\x7e]*$/.test(name))).toBeGreaterThan(0.9);
  });

  it('touches in order, within the life of the deal', () => {
    for (const deal of deals.slice(0, 1_000)) {
      let before = createdAt(deal);
      for (const { at } of touchesOf(company, deal)) {
        expect(at).toBeGreaterThan(before);
        before = at;
      }
      expect(before).toBeLessThan((company.lastDay + 1) * secondsPerDay);
    }
  });
});
