import { describe, expect, it } from 'vitest';
import { auc, brier, calibrated, calibrationLine, isotonic, logLoss } from '#engine/stats/calibration';
import { gaussHermite } from '#engine/stats/gauss-hermite';
import { countQuantile, drawCount, forecastCount } from '#engine/stats/negative-binomial';
import {
  chanceOf,
  gridMoments,
  gridQuantile,
  mixture,
  poissonBinomial,
  weightedSum,
} from '#engine/stats/poisson-binomial';
import { SeededRandom } from '#engine/stats/random';
import { fitLogistic, predictLogistic } from '#engine/stats/ridge-logistic';
import { intervalScore, mase, pinballLoss, relativeBias, sampleCrps, wape } from '#engine/stats/scores';
import { expectClose } from '../stats/support/close';
import { vectors } from '../stats/support/vectors';

const given = vectors;

describe.skipIf(!given)('worked vectors', () => {
  it('adds up deals that differ as R does', () => {
    const { rows, expect: wanted } = given!.poisson_binomial;
    const chances = rows.map((row) => row.p);
    expectClose(poissonBinomial(chances), wanted.count_pmf, 1e-8);
    const sum = weightedSum(
      chances,
      rows.map((row) => row.amount),
      0,
      { step: 1 },
    );
    const { mean, variance } = gridMoments(sum);
    expectClose([mean, Math.sqrt(variance)], [wanted.value_mean!, wanted.value_sd!], 1e-9);
    expect([0.05, 0.1, 0.5, 0.9, 0.95].map((q) => gridQuantile(sum, q))).toEqual(
      ['value_q05', 'value_q10', 'value_q50', 'value_q90', 'value_q95'].map((name) => wanted[name]),
    );
    expectClose([chanceOf(sum, 250)], [wanted.value_p_ge_250!], 1e-9);
  });

  it('tells counts of new business with their spread', () => {
    const { rows, expect: wanted } = given!.new_business_negbin;
    const forecast = forecastCount(rows);
    expect(forecast.kind).toBe('negative-binomial');
    if (forecast.kind !== 'negative-binomial') return;
    expectClose([forecast.mean, forecast.variance, forecast.size], [wanted.mean!, wanted.var!, wanted.size!]);
    expect([0.1, 0.5, 0.9].map((q) => countQuantile(forecast, q))).toEqual([
      wanted.q10,
      wanted.q50,
      wanted.q90,
    ]);
  });

  it('scores forecasts', () => {
    const { rows, expect: wanted } = given!.scores;
    const mean = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    const actual = rows.map((row) => row.actual);
    const middle = rows.map((row) => row.q50);
    expectClose(
      [
        mean((row) => pinballLoss(row.actual, row.q10, 0.1)),
        mean((row) => pinballLoss(row.actual, row.q50, 0.5)),
        mean((row) => pinballLoss(row.actual, row.q90, 0.9)),
        mean((row) => intervalScore(row.actual, row.q10, row.q90, 0.8)),
        wape(actual, middle)!,
        relativeBias(actual, middle)!,
        mase(actual, middle, 20)!,
      ],
      [
        'pinball10',
        'pinball50',
        'pinball90',
        'interval_score80',
        'wape',
        'bias_pct',
        'mase_vs_lag1_scale20',
      ].map((name) => wanted[name]!),
    );
  });

  it('measures and mends calibration', () => {
    const { rows, expect: wanted } = given!.calibration;
    const p = rows.map((row) => row.p);
    const y = rows.map((row) => row.y);
    expectClose([brier(p, y), logLoss(p, y)], [wanted.brier!, wanted.logloss!], 1e-9);
    const steps = isotonic(p, y);
    expectClose(
      p.map((chance) => calibrated(steps, chance)),
      wanted.pav,
    );
  });
});

describe('sums of deals', () => {
  it('agrees with every combination of outcomes', () => {
    const random = new SeededRandom(7);
    for (let run = 0; run < 20; run += 1) {
      const n = 1 + random.below(10);
      const chances = Array.from({ length: n }, () => random.next());
      const amounts = Array.from({ length: n }, () => random.below(40) - 8);
      const sum = weightedSum(chances, amounts, 5, { step: 1 });
      const wanted = new Map<number, number>();
      for (let mask = 0; mask < 2 ** n; mask += 1) {
        let value = 5;
        let chance = 1;
        for (let i = 0; i < n; i += 1) {
          const won = (mask >> i) & 1;
          chance *= won ? chances[i]! : 1 - chances[i]!;
          if (won) value += amounts[i]!;
        }
        wanted.set(value, (wanted.get(value) ?? 0) + chance);
      }
      const found = new Map<number, number>();
      sum.mass.forEach((mass, k) => {
        if (mass > 0) found.set(Math.round(sum.from + k * sum.step), mass);
      });
      for (const [value, chance] of wanted)
        expect(Math.abs((found.get(value) ?? 0) - chance)).toBeLessThan(1e-9);
    }
  });

  it('keeps the mean on any grid, and all mass', () => {
    const chances = [0.3, 0.02, 0.9, 0.5];
    const amounts = [1234.56, 1_000_000, -77.7, 20_000];
    const sum = weightedSum(chances, amounts, 10);
    const mean = chances.reduce((total, p, i) => total + p * amounts[i]!, 10);
    expectClose([gridMoments(sum).mean, sum.mass.reduce((a, b) => a + b, 0)], [mean, 1], 1e-9);
  });

  it('mixes distributions', () => {
    const parts = [weightedSum([0.5], [10], 0, { step: 1 }), weightedSum([0.5], [20], 0, { step: 1 })];
    expectClose([gridMoments(mixture(parts, [0.25, 0.75])).mean], [0.25 * 5 + 0.75 * 10], 1e-9);
  });

  it('says nothing strange of no deals or of amounts of zero', () => {
    expect(gridQuantile(weightedSum([], [], 3), 0.5)).toBe(3);
    expect(gridQuantile(weightedSum([0.5, 0.5], [0, 0], 3), 0.9)).toBe(3);
  });
});

describe('what chances rest on', () => {
  it('integrates polynomials exactly', () => {
    const { nodes, weights } = gaussHermite(9);
    const moment = (k: number) => nodes.reduce((sum, x, i) => sum + weights[i]! * x ** k, 0);
    expectClose([moment(0), moment(2), moment(4), moment(6), moment(16)], [1, 1, 3, 15, 2_027_025], 1e-9);
  });

  it('finds the coefficients a sample was drawn with', () => {
    const random = new SeededRandom(3);
    const n = 40_000;
    const x = Float64Array.from({ length: n }, () => 3 * random.normal() + 5);
    const y = Float64Array.from(x, (value) =>
      random.next() < 1 / (1 + Math.exp(-(-2 + 0.4 * value))) ? 1 : 0,
    );
    const fit = fitLogistic([x], y, { penalty: 2 });
    expect(fit.coefficients[0]).toBeCloseTo(-2, 0);
    expect(fit.coefficients[1]).toBeCloseTo(0.4, 1);
    const chances = predictLogistic(fit, [x], n);
    expect(calibrationLine(chances, y)!.slope).toBeCloseTo(1, 1);
    expect(auc(chances, y)).toBeGreaterThan(0.7);
  });

  it('stays finite where a column separates won from lost', () => {
    const x = [0, 0, 0, 0, 1, 1, 1, 1];
    const y = [0, 0, 0, 0, 1, 1, 1, 1];
    const fit = fitLogistic([x, new Float64Array(8)], y, { penalty: 2 });
    const [lost, , , , won] = predictLogistic(fit, [x, new Float64Array(8)], 8);
    expect(lost).toBeLessThan(0.3);
    expect(won).toBeGreaterThan(0.7);
    expect(
      predictLogistic(fitLogistic([x], new Float64Array(8), { penalty: 2 }), [x], 8).every(Number.isFinite),
    ).toBe(true);
  });

  it('draws counts with the mean and the spread that were told', () => {
    const random = new SeededRandom(11);
    const forecast = forecastCount([14, 6, 22, 9, 27, 11, 18, 8]);
    const draws = Array.from({ length: 40_000 }, () => drawCount(random, forecast, 1));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expectClose([mean, variance], [forecast.mean, forecast.variance], 0.03);
    const poisson = Array.from({ length: 40_000 }, () => random.poisson(250));
    expectClose([poisson.reduce((a, b) => a + b, 0) / poisson.length], [250], 0.005);
  });

  it('scores draws by all of them', () => {
    const all = [1, 4, 4, 9];
    const pairs = all.flatMap((a) => all.map((b) => Math.abs(a - b))).reduce((a, b) => a + b, 0) / 16;
    expectClose([sampleCrps(3, all)], [(2 + 1 + 1 + 6) / 4 - pairs / 2], 1e-12);
  });

  it('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number, stream: number) => {
      const random = new SeededRandom(seed, stream);
      return Array.from({ length: 4 }, () => random.normal());
    };
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 2)).not.toEqual(draw(2, 2));
    expect(draw(1, 2)).not.toEqual(draw(1, 3));
  });
});
