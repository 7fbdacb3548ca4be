import { describe, expect, it } from 'vitest';
import { fitBetaBinomial, posterior, strongest } from '#engine/stats/beta-binomial';
import { varianceBetween, varianceWithin } from '#engine/stats/between-groups';
import {
  binomialLowerTail,
  binomialPoint,
  binomialUpperTail,
  funnelLimit,
  midPScore,
  twoSided,
} from '#engine/stats/binomial';
import { digamma, logGamma, trigamma } from '#engine/stats/gamma-functions';
import { chanceAt, fitLogistic, logit, logOdds } from '#engine/stats/logistic';
import { isOverDispersed, overDispersion, sampleQuantile } from '#engine/stats/over-dispersion';
import { posteriorRanks } from '#engine/stats/posterior-rank';
import { unusualRates } from '#engine/stats/unusual-rates';
import { expectClose } from './support/close';
import { vectors } from './support/vectors';

const trialsOf = (rows: { won: number; n: number }[]) => rows.map(({ won, n }) => ({ k: won, n }));

describe.skipIf(!vectors)('reps beside R', () => {
  const given = vectors!;

  it.each(['beta_binomial_eb', 'beta_binomial_eb_real_effects'] as const)('%s: shrinkage', (name) => {
    const { rows, expect: e } = given[name];
    const fit = fitBetaBinomial(trialsOf(rows))!;
    expectClose(
      [fit.mean, fit.strength, fit.a, fit.b],
      [e.prior_mean, e.prior_strength, e.alpha, e.beta],
      2e-5,
    );
    expectClose([fit.lr, fit.pValue], [e.lr_overdispersion, e.lr_p_half_chisq1], 1e-5);
    // The table was made with the shapes as printed.
    const shrunk = trialsOf(rows).map((trial) => posterior(trial, { a: e.alpha, b: e.beta }));
    expectClose(
      shrunk.flatMap(({ mean, low, high }) => [mean, low, high]),
      e.table.flatMap(({ post, lo80, hi80 }) => [post, lo80, hi80]),
    );
    expectClose(
      trialsOf(rows).map((trial) => posterior(trial, fit).mean),
      e.table.map(({ post }) => post),
      1e-4,
    );
  });

  it('funnel: exact limits between whole counts', () => {
    const { expect: e } = given.funnel;
    const limits = (probability: number) => e.n.map((n) => funnelLimit(probability, n, e.p0));
    expectClose(limits(0.025), e.lo95);
    expectClose(limits(0.975), e.hi95);
    expectClose(limits(0.001), e.lo998);
    expectClose(limits(0.999), e.hi998);
  });

  it('funnel: over-dispersion of winsorised scores', () => {
    const { expect: e } = given.funnel;
    const sorted = [...e.z].sort((a, b) => a - b);
    expectClose([sampleQuantile(sorted, 0.1), sampleQuantile(sorted, 0.9)], [e.winsor_q10, e.winsor_q90]);
    expectClose([overDispersion(e.z), overDispersion(e.z, 0)], [e.phi_winsorised, e.phi_raw]);
    expect(isOverDispersed(overDispersion(e.z), e.z.length)).toBe(e.inflate);
  });

  it('beta_binomial_eb_real_effects: mid-p scores', () => {
    const { rows, expect: e } = given.beta_binomial_eb_real_effects;
    const pooled = rows.reduce((sum, { won }) => sum + won, 0) / rows.reduce((sum, { n }) => sum + n, 0);
    const scores = rows.map(({ won, n }) => midPScore(won, n, pooled));
    expectClose(scores, e.z_midp);
    expectClose([overDispersion(scores, 0), overDispersion(scores)], [e.phi_midp, e.phi_midp_winsorised]);
  });

  it('beta_binomial_eb_real_effects: ranks are known to a few places only', () => {
    const { rows } = given.beta_binomial_eb_real_effects;
    const fit = fitBetaBinomial(trialsOf(rows))!;
    const ranks = posteriorRanks(trialsOf(rows).map(({ k, n }) => ({ a: fit.a + k, b: fit.b + n - k })));
    const widths = ranks.map(({ low, high }) => high - low).sort((a, b) => a - b);
    expect(widths[7]).toBe(4);
    expect(widths.at(-1)).toBe(8);
    expectClose([ranks.reduce((sum, { mean }) => sum + mean, 0)], [(14 * 15) / 2], 1e-3);
  });
});

describe('functions of the gamma family', () => {
  it('agree with known values', () => {
    const euler = 0.5772156649015329;
    expectClose(
      [logGamma(1), logGamma(0.5), logGamma(171)],
      [0, Math.log(Math.PI) / 2, 706.5730622457874],
      1e-11,
    );
    expectClose([digamma(1), digamma(0.5)], [-euler, -euler - 2 * Math.LN2], 1e-12);
    expectClose([trigamma(1), trigamma(0.5)], [Math.PI ** 2 / 6, Math.PI ** 2 / 2], 1e-12);
  });
});

describe('binomial tails', () => {
  it('have limits on either side of the first count that reaches the share', () => {
    for (const n of [1, 2, 7, 40, 333])
      for (const p of [1e-6, 0.02, 0.5, 0.97, 1 - 1e-6])
        for (const share of [0.001, 0.025, 0.5, 0.975, 0.999]) {
          let first = 0;
          while (binomialLowerTail(first, n, p) < share) first++;
          const limit = funnelLimit(share, n, p) * n;
          expect({ n, p, share, within: limit <= first + 1e-9 && limit > first - 1 - 1e-9 }).toEqual({
            ...{ n, p, share },
            within: true,
          });
        }
  });

  it('add up to one', () => {
    for (const [k, n, p] of [
      [0, 7, 0.2],
      [3, 7, 0.2],
      [7, 7, 0.2],
      [40, 100, 0.5],
    ] as const) {
      expectClose(
        [binomialLowerTail(k - 1, n, p) + binomialPoint(k, n, p) + binomialUpperTail(k + 1, n, p)],
        [1],
        1e-12,
      );
    }
  });

  it('give a score without sign where nothing is unusual, and a finite one far out', () => {
    expect(Math.abs(midPScore(5, 10, 0.5))).toBeLessThan(1e-9);
    expect(midPScore(0, 100_000, 0.5)).toBe(-35);
    expect(midPScore(100_000, 100_000, 0.5)).toBe(35);
    expect(twoSided(midPScore(0, 100_000, 0.5))).toBeGreaterThan(0);
  });
});

describe('shrinkage', () => {
  it('takes equal rates for equal', () => {
    const fit = fitBetaBinomial([10, 20, 40, 80].map((n) => ({ k: n * 0.3, n })))!;
    expect(fit.strength).toBeCloseTo(strongest, 3);
    expect(fit.pValue).toBe(1);
    expect(posterior({ k: 10, n: 10 }, fit).mean).toBeLessThan(0.31);
  });

  it('learns nothing from one rep, nor from none that ever succeeded', () => {
    expect(fitBetaBinomial([{ k: 3, n: 9 }])).toBeNull();
    expect(
      fitBetaBinomial([
        { k: 0, n: 9 },
        { k: 0, n: 4 },
      ]),
    ).toBeNull();
    expect(
      fitBetaBinomial([
        { k: 9, n: 9 },
        { k: 4, n: 4 },
      ]),
    ).toBeNull();
  });

  it('stays finite where reps are as different as can be', () => {
    const fit = fitBetaBinomial([
      { k: 0, n: 500 },
      { k: 500, n: 500 },
      { k: 0, n: 300 },
    ])!;
    expect(fit.strength).toBeGreaterThan(0);
    expect(fit.strength).toBeLessThan(1);
    expect(fit.pValue).toBeLessThan(1e-20);
    expect(fit.pValue).toBeGreaterThanOrEqual(0);
  });
});

describe('the mix of deals', () => {
  it('is learned as effects that add up', () => {
    const truth = [-0.4, 0.8, -0.5];
    const cells = [[0], [0, 1], [0, 2], [0, 1, 2]].map((levels) => {
      const p = chanceAt(levels.reduce((sum, level) => sum + truth[level]!, 0));
      return { levels, n: 1e6, k: 1e6 * p };
    });
    expectClose(fitLogistic(cells, 3), truth, 1e-4);
  });

  it('stays finite where all cases of a level succeed', () => {
    const effects = fitLogistic(
      [
        { levels: [0], n: 100, k: 30 },
        { levels: [0, 1], n: 3, k: 3 },
      ],
      2,
    );
    expect(effects[1]).toBeGreaterThan(0);
    expect(effects[1]).toBeLessThan(3);
    expect(chanceAt(logOdds(effects, [0]))).toBeCloseTo(0.31, 2);
    expect([...fitLogistic([], 2)]).toEqual([0, 0]);
    expect(logit(0.5)).toBe(0);
  });
});

describe('variation between groups', () => {
  const unit = (effect: number) => ({ excess: effect * 50, variance: 50 });

  it('is what is left of the spread after chance', () => {
    expectClose([varianceBetween([unit(-0.5), unit(0.5)])], [0.5 - 1 / 50]);
    expect(varianceBetween([unit(0.05), unit(-0.05)])).toBe(0);
    expect(varianceBetween([unit(1)])).toBe(0);
  });

  it('leaves out what is common to a group', () => {
    expect(
      varianceWithin([
        [unit(1), unit(1)],
        [unit(-1), unit(-1)],
      ]),
    ).toBe(0);
    expect(
      varianceWithin([
        [unit(1), unit(-1)],
        [unit(1), unit(-1)],
      ]),
    ).toBeGreaterThan(1);
  });
});

describe('what is unusual', () => {
  it('is corrected for how many were tested, and not told of few deals', () => {
    const usual = { k: 30, n: 100, expected: 30, variance: 21 };
    const tested = unusualRates(
      [{ ...usual, k: 8 }, ...Array(9).fill(usual), { k: 0, n: 8, expected: 2.4, variance: 1.7 }],
      0.1,
      20,
    );
    expect(tested[0]).toMatchObject({ unusual: 'low' });
    expect(tested[0]!.adjusted).toBeCloseTo(tested[0]!.p * 10, 6);
    expect(tested.slice(1).map(({ unusual }) => unusual)).toEqual(Array(10).fill(null));
    expect(tested.at(-1)!.adjusted).toBeNull();
  });

  it('is nothing where there is nothing', () => {
    expect(unusualRates([], 0.1)).toEqual([]);
    expect(unusualRates([{ k: 0, n: 0, expected: 0, variance: 0 }], 0.1)[0]!.unusual).toBeNull();
  });
});
