import { describe, expect, it } from 'vitest';
import {
  type SimpleDeal,
  type SimpleEvent,
  simpleCompany,
  simpleLost,
  simpleWon,
} from '#generate/simple-company';

const followed = simpleCompany({ seed: 4, deals: 40_000, arrivalDays: 100, endDay: 5_000 });

/** Four standard errors of a share. */
function tolerance(p: number, n: number): number {
  return 4 * Math.sqrt((p * (1 - p)) / n);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

describe('the simple process, followed to its end', () => {
  const { deals, truth } = followed;
  const closed = deals.flatMap((deal) =>
    deal.closedAt === null ? [] : [{ ...deal, days: deal.closedAt - deal.createdAt }],
  );

  it('decides every deal', () => {
    expect(closed).toHaveLength(deals.length);
  });

  it('wins the share that its closed form says, by any age', () => {
    const won = closed.filter((deal) => deal.outcome === 'won');
    const n = deals.length;
    expect(Math.abs(won.length / n - truth.winRate)).toBeLessThan(tolerance(truth.winRate, n));
    for (const age of [30, 60, 90, 180, 365]) {
      const seen = won.filter((deal) => deal.days <= age).length / n;
      expect(Math.abs(seen - truth.wonBy(age)), `won by ${age}`).toBeLessThan(tolerance(truth.wonBy(age), n));
      const lost = closed.filter((deal) => deal.outcome === 'lost' && deal.days <= age).length / n;
      expect(Math.abs(lost - truth.lostBy(age)), `lost by ${age}`).toBeLessThan(
        tolerance(truth.lostBy(age), n),
      );
    }
    expect(median(won.map((deal) => deal.days)) / truth.medianDaysToWin).toBeCloseTo(1, 1);
    expect(median(closed.map((deal) => deal.days)) / truth.medianDaysToClose).toBeCloseTo(1, 1);
  });

  it('converts and keeps deals in each stage as its closed form says', () => {
    truth.conversion.forEach((share, k) => {
      const visits = deals.flatMap((deal) => deal.visits.filter((visit) => visit.stage === k));
      const further = deals.filter(
        (deal) => deal.visits.some((visit) => visit.stage === k + 1) || (k === 2 && deal.outcome === 'won'),
      );
      expect(Math.abs(further.length / visits.length - share)).toBeLessThan(tolerance(share, visits.length));
      const days = median(visits.map((visit) => visit.to! - visit.from));
      expect(days / truth.medianDaysInStage[k]!).toBeCloseTo(1, 1);
    });
  });
});

describe('the closed form', () => {
  const { truth } = followed;

  it('starts with everything open and ends with everything decided', () => {
    expect(truth.wonBy(0)).toBeCloseTo(0, 12);
    expect(truth.lostBy(0)).toBeCloseTo(0, 12);
    expect(truth.wonBy(1e5)).toBeCloseTo(truth.winRate, 12);
    expect(truth.lostBy(1e5)).toBeCloseTo(1 - truth.winRate, 12);
  });

  it('is the plain exponential for a single stage', () => {
    const one = simpleCompany({ seed: 1, deals: 1, stages: [{ name: 'Only', advance: 0.03, lose: 0.01 }] });
    expect(one.truth.winRate).toBeCloseTo(0.75, 12);
    expect(one.truth.wonBy(20)).toBeCloseTo(0.75 * (1 - Math.exp(-0.8)), 12);
    expect(one.truth.medianDaysToClose).toBeCloseTo(Math.LN2 / 0.04, 6);
  });

  it('is refused where two stages are equally fast', () => {
    const stages = [
      { name: 'A', advance: 0.02, lose: 0.02 },
      { name: 'B', advance: 0.03, lose: 0.01 },
    ];
    expect(() => simpleCompany({ seed: 1, deals: 1, stages })).toThrow(RangeError);
  });
});

describe('the simple process, watched for a year', () => {
  const watched = simpleCompany({ seed: 9, deals: 3_000 });

  it('leaves the youngest open and shows nothing after the last day', () => {
    const isOpen = (deal: SimpleDeal): boolean => deal.outcome === 'open' && deal.closedAt === null;
    const open = watched.deals.filter(isOpen);
    expect(open.length).toBeGreaterThan(200);
    expect(watched.events.every((event) => event.at <= watched.endDay)).toBe(true);
  });

  it('logs every visit and every end, in order of time', () => {
    const ends = watched.deals.filter((deal) => deal.closedAt !== null).length;
    const visits = watched.deals.reduce((sum, deal) => sum + deal.visits.length, 0);
    const closes = ({ stage }: SimpleEvent): boolean => stage === simpleWon || stage === simpleLost;
    expect(watched.events).toHaveLength(visits + ends);
    expect(watched.events.filter(closes)).toHaveLength(ends);
    expect(watched.events.every((event, i) => i === 0 || watched.events[i - 1]!.at <= event.at)).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(simpleCompany({ seed: 9, deals: 50 }).events).toEqual(
      simpleCompany({ seed: 9, deals: 50 }).events,
    );
    expect(simpleCompany({ seed: 8, deals: 50 }).events).not.toEqual(
      simpleCompany({ seed: 9, deals: 50 }).events,
    );
  });
});
