import { describe, expect, it } from 'vitest';
import { aalenJohansen, valueAt } from '#engine/stats/aalen-johansen';
import { differenceOf, neededPerArm, smallestDifference, twoProportionTest } from '#engine/stats/difference';
import { grayTest } from '#engine/stats/gray-test';
import { newcombeDifference, wilson } from '#engine/stats/intervals';
import { mantelHaenszel, mixShift } from '#engine/stats/mix-shift';
import { transitionProbabilities } from '#engine/stats/multi-state';
import { benjaminiHochberg, holm } from '#engine/stats/multiple-testing';
import { censoredAt, pooled, subjects } from '#engine/stats/risk-table';
import { expectClose } from './support/close';
import { seeded } from './support/seeded';
import { tableOf } from './support/subjects';
import { vectors } from './support/vectors';

describe.skipIf(!vectors)('worked examples of comparisons from R', () => {
  const given = vectors!;

  it('gray_test: equal incidence of won, and of lost, as cmprsk has it', () => {
    const { rows, expect: e } = given.gray_test;
    const [a, b] = (['A', 'B'] as const).map((key) => tableOf(rows.filter(({ grp }) => grp === key)));
    for (const cause of ['won', 'lost'] as const) {
      const { statistic, p } = grayTest([[a!, b!]], cause);
      expectClose([statistic!, p!], [e[cause].stat, e[cause].p]);
      expectClose([grayTest([[b!, a!]], cause).statistic!], [e[cause].stat]);
    }
  });

  it('mix_shift: every segment improves and the total falls', () => {
    const { rows, expect: e } = given.mix_shift;
    const cells = rows.map(({ n0, w0, n1, w1 }) => ({ n0, won0: w0, n1, won1: w1 }));
    const shift = mixShift(cells)!;
    expectClose(
      [shift.total0, shift.total1, shift.difference, shift.rateEffect, shift.mixEffect, shift.standardised],
      [e.total0, e.total1, e.delta, e.rate_effect, e.mix_effect, e.standardised_to_period0],
    );
    expectClose(
      shift.cells.flatMap(({ rate0, rate1 }) => [rate0, rate1]),
      e.rate0.flatMap((rate, i) => [rate, e.rate1[i]!]),
    );
    const { oddsRatio, p } = mantelHaenszel(cells);
    expectClose([oddsRatio!, p!], [e.cmh_or, e.cmh_p]);
  });

  it('multistate_aj: occupancy with skips, back moves and censoring', () => {
    const { rows, expect: e } = given.multistate_aj;
    const stays = rows.map(({ t0, t1, from, to }) => ({
      t0,
      t1,
      from: from - 1,
      to: to === 0 ? null : to - 1,
    }));
    const at = (t: number) => transitionProbabilities(stays, 5, 0, t)[0]!;
    expectClose(at(20), e.P_from1_at_t20);
    expectClose(at(30), e.P_from1_at_t30);
    expectClose(at(40), e.P_from1_at_t40);
    expectClose(transitionProbabilities(stays, 5, 10, 30).flat(), e.P_s10_t30.flat());
  });

  it('multiple_testing: Benjamini-Hochberg and Holm', () => {
    const { p, bh, holm: byHolm } = given.multiple_testing.expect;
    expectClose(benjaminiHochberg(p), bh);
    expectClose(holm(p), byHolm);
  });
});

describe('differences', () => {
  it('equals Newcombe where both sides are proportions with Wilson intervals', () => {
    const of = (k: number, n: number) => ({ value: k / n, ...wilson(k, n) });
    const { value, low, high } = differenceOf(of(62, 200), of(45, 190));
    const newcombe = newcombeDifference(62, 200, 45, 190);
    expectClose([value!, low!, high!], [newcombe.difference!, newcombe.low!, newcombe.high!]);
    expectClose([twoProportionTest(62, 200, 45, 190)!], [0.10556492564]);
  });

  it('leaves a side open where a median has no bound there', () => {
    const open = { value: 30, low: 20, high: null };
    expect(differenceOf(open, { value: 10, low: 8, high: 14 })).toMatchObject({ value: 20, high: null });
    expect(differenceOf({ value: null, low: null, high: null }, open).value).toBeNull();
  });

  it('needs 1,200 deals an arm for 5 points from 25 %, and sees as much with them', () => {
    const needed = neededPerArm(0.25, 0.05);
    expect(needed).toBeGreaterThan(1150);
    expect(needed).toBeLessThan(1200);
    const se = Math.sqrt((0.25 * 0.75) / needed);
    expect(smallestDifference(se, se)).toBeCloseTo(0.05, 4);
  });

  it('splits every difference exactly into rate and mix', () => {
    const next = seeded(7);
    for (let round = 0; round < 200; round++) {
      const cells = Array.from({ length: 1 + Math.floor(next() * 5) }, () => {
        const [n0, n1] = [Math.floor(next() * 40) + (round % 2), Math.floor(next() * 40)];
        return { n0, won0: Math.floor(next() * (n0 + 1)), n1, won1: Math.floor(next() * (n1 + 1)) };
      });
      const shift = mixShift(cells);
      if (!shift) continue;
      expect(shift.rateEffect + shift.mixEffect).toBeCloseTo(shift.difference, 10);
    }
  });
});

describe('tables seen up to an age', () => {
  it('keeps what is known up to the age and censors the rest there', () => {
    const table = tableOf([
      { t: 5, s: 1 },
      { t: 10, s: 2 },
      { t: 12, s: 1 },
      { t: 20, s: 0 },
    ]);
    const cut = censoredAt(table, 10);
    expect(Array.from(cut.t)).toEqual([5, 10]);
    expect([subjects(cut), cut.censored[1]]).toEqual([4, 2]);
    expect(valueAt(aalenJohansen(cut), 'won', 10)).toEqual(valueAt(aalenJohansen(table), 'won', 10));
    expect(subjects(pooled([table, cut]))).toBe(8);
  });

  it('leaves out who came into view later', () => {
    const table = tableOf([
      { t: 30, s: 1, entry: 20 },
      { t: 8, s: 1, entry: 2 },
      { t: 40, s: 0, entry: 3 },
    ]);
    expect(subjects(censoredAt(table, 10))).toBe(2);
  });

  it('finds no difference by Gray in about 5 % of samples without one, and a planted one nearly always', () => {
    const next = seeded(3);
    const sample = (n: number, win: number) =>
      tableOf(
        Array.from({ length: n }, () => {
          const [t, wins, seen] = [Math.ceil(-60 * Math.log(next())), next() < win, Math.ceil(200 * next())];
          return t <= seen ? { t, s: wins ? 1 : 2 } : { t: seen, s: 0 };
        }),
      );
    const share = (win: number) => {
      const found = Array.from(
        { length: 200 },
        () => grayTest([[sample(150, 0.3), sample(150, win)]], 'won').p!,
      );
      return found.filter((p) => p < 0.05).length / found.length;
    };
    expect(share(0.3)).toBeLessThan(0.1);
    expect(share(0.55)).toBeGreaterThan(0.9);
  });
});
