import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen, valueAt } from '#engine/stats/aalen-johansen';
import { clopperPearson, jeffreys, newcombeDifference, wilson } from '#engine/stats/intervals';
import { kaplanMeier, quantile } from '#engine/stats/kaplan-meier';
import { atRisk, type RiskRow, type RiskTable, riskTable } from '#engine/stats/risk-table';
import { expectClose } from './support/close';
import { type Subject, tableOf } from './support/subjects';

const subject = fc.record({ t: fc.integer({ min: 0, max: 25 }), s: fc.integer({ min: 0, max: 2 }) });
const population = fc.array(subject, { maxLength: 60 });
const delayed = fc.array(
  fc
    .record({
      entry: fc.integer({ min: 0, max: 15 }),
      stay: fc.integer({ min: 1, max: 20 }),
      s: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ entry, stay, s }) => ({ entry, t: entry + stay, s })),
  { maxLength: 60 },
);
const any: fc.Arbitrary<Subject[]> = fc.oneof(population, delayed);

/** What a GROUP BY age would give: one row for each age, counts in columns. */
function aggregated(subjects: Subject[]): RiskRow[] {
  const ages = new Set(subjects.flatMap(({ t, entry }) => (entry === undefined ? [t] : [t, entry])));
  const count = (holds: (subject: Subject) => boolean) => subjects.filter(holds).length;
  return Array.from(ages, (age) => ({
    t: age,
    won: count(({ t, s }) => t === age && s === 1),
    lost: count(({ t, s }) => t === age && s === 2),
    censored: count(({ t, s }) => t === age && s === 0),
    entered: count(({ entry = 0 }) => entry === age),
  }));
}

function columnsOf(curve: object): Float64Array[] {
  return Object.values(curve).filter((value) => value instanceof Float64Array);
}

describe('for any population, entered late or not,', () => {
  it('won, lost and open add up to 1, and open is the Kaplan-Meier curve', () => {
    fc.assert(
      fc.property(any, (subjects) => {
        const table = tableOf(subjects);
        const { t, won, lost, open } = aalenJohansen(table);
        expectClose(
          t.map((_, i) => won[i]! + lost[i]! + open[i]!),
          t.map(() => 1),
          1e-9,
        );
        expect(open).toEqual(kaplanMeier(table).survival);
      }),
    );
  });

  it('won and lost never fall and open never rises', () => {
    fc.assert(
      fc.property(any, (subjects) => {
        const { won, lost, open } = aalenJohansen(tableOf(subjects));
        const rises = (y: Float64Array) => y.every((value, i) => i === 0 || value >= y[i - 1]! - 1e-12);
        expect([won, lost, open.map((value) => -value)].map(rises)).toEqual([true, true, true]);
      }),
    );
  });

  it('every number is finite and every estimate lies within its bounds in [0, 1]', () => {
    fc.assert(
      fc.property(any, (subjects) => {
        const table = tableOf(subjects);
        const aj = aalenJohansen(table);
        const km = kaplanMeier(table);
        for (const column of [...columnsOf(aj), ...columnsOf(km)])
          expect(column.every(Number.isFinite)).toBe(true);
        const ordered = (low: Float64Array, y: Float64Array, high: Float64Array) =>
          y.every(
            (value, i) =>
              0 <= low[i]! && low[i]! <= value + 1e-12 && value <= high[i]! + 1e-12 && high[i]! <= 1,
          );
        expect(ordered(aj.wonLow, aj.won, aj.wonHigh)).toBe(true);
        expect(ordered(aj.lostLow, aj.lost, aj.lostHigh)).toBe(true);
        expect(ordered(km.low, km.survival, km.high)).toBe(true);
      }),
    );
  });

  it('the at-risk count is entry < t <= exit, counted one by one', () => {
    fc.assert(
      fc.property(delayed, (subjects) => {
        const table = tableOf(subjects);
        const counted = table.t.map(
          (t) =>
            subjects.filter(({ entry, t: exit }) => (entry < t || (entry === 0 && t === 0)) && t <= exit)
              .length,
        );
        expect(atRisk(table)).toEqual(counted);
      }),
    );
  });

  it('the running variance is the double sum', () => {
    fc.assert(
      fc.property(any, (subjects) => {
        const table = tableOf(subjects);
        const curve = aalenJohansen(table);
        for (const cause of ['won', 'lost'] as const) {
          const se = cause === 'won' ? curve.wonSe : curve.lostSe;
          expectClose(
            se.map((value) => value ** 2),
            doubleSum(table, curve, cause),
            1e-7,
          );
        }
      }),
    );
  });

  it('order, and grouping into aggregated rows, do not matter', () => {
    const shuffles = any.chain((subjects) =>
      fc.tuple(
        fc.constant(subjects),
        fc.shuffledSubarray(subjects, { minLength: subjects.length, maxLength: subjects.length }),
      ),
    );
    fc.assert(
      fc.property(shuffles, ([subjects, shuffled]) => {
        const single = aalenJohansen(tableOf(subjects));
        expect(aalenJohansen(tableOf(shuffled))).toEqual(single);
        expect(aalenJohansen(riskTable(aggregated(subjects)))).toEqual(single);
      }),
    );
  });

  it('multiplying all weights leaves the estimate as it is', () => {
    const weighted = fc.array(fc.tuple(subject, fc.double({ min: 0.01, max: 1e6, noNaN: true })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(weighted, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (pairs, factor) => {
        const scaled = (by: number) =>
          aalenJohansen(tableOf(pairs.map(([deal, weight]) => ({ ...deal, weight: weight * by }))));
        expectClose(scaled(factor).won, scaled(1).won, 1e-6);
        expectClose(scaled(factor).open, scaled(1).open, 1e-6);
      }),
    );
  });
});

describe('with every deal decided,', () => {
  const decided = fc.array(
    fc.record({ t: fc.integer({ min: 0, max: 25 }), s: fc.integer({ min: 1, max: 2 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );

  it('cumulative incidence is the plain share won by each age', () => {
    fc.assert(
      fc.property(decided, (subjects) => {
        const curve = aalenJohansen(tableOf(subjects));
        const share = curve.t.map(
          (age) => subjects.filter(({ t, s }) => s === 1 && t <= age).length / subjects.length,
        );
        expectClose(curve.won, share, 1e-9);
      }),
    );
  });

  it('the standard error is the binomial one', () => {
    fc.assert(
      fc.property(decided, (subjects) => {
        const { won, wonSe } = aalenJohansen(tableOf(subjects));
        const binomial = won.map((p) => (p * (1 - p)) / subjects.length);
        expectClose(
          wonSe.map((se) => se ** 2),
          binomial,
          1e-6,
        );
      }),
    );
  });

  it('the median is that of the plain sorted list', () => {
    fc.assert(
      fc.property(decided, (subjects) => {
        const ages = subjects.map(({ t }) => t).sort((a, b) => a - b);
        const upper = ages[Math.floor(ages.length / 2)]!;
        const lower = ages[Math.ceil(ages.length / 2) - 1]!;
        expect(quantile(kaplanMeier(tableOf(subjects)), 0.5).value).toBe((lower + upper) / 2);
      }),
    );
  });
});

describe('for any k of n,', () => {
  const counts = fc
    .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, share]) => ({ n, k: Math.round(share * n) }));

  it('every interval holds the proportion, and wins mirror losses', () => {
    fc.assert(
      fc.property(counts, ({ k, n }) => {
        for (const interval of [wilson, jeffreys, clopperPearson]) {
          const { low, high } = interval(k, n);
          const mirrored = interval(n - k, n);
          expect(0 <= low! && low! <= k / n && k / n <= high! && high! <= 1).toBe(true);
          expectClose([low!, high!], [1 - mirrored.high!, 1 - mirrored.low!]);
        }
      }),
    );
  });

  it('a difference and its interval change sign when the sides are swapped', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const there = newcombeDifference(a.k, a.n, b.k, b.n);
        const back = newcombeDifference(b.k, b.n, a.k, a.n);
        expect(there.low! <= there.difference! && there.difference! <= there.high!).toBe(true);
        expectClose(
          [there.difference!, there.low!, there.high!],
          [-back.difference!, -back.high!, -back.low!],
        );
      }),
    );
  });

  it('an age read between two events has the value of the earlier one', () => {
    fc.assert(
      fc.property(population, (subjects) => {
        const curve = aalenJohansen(tableOf(subjects));
        for (const [i, t] of curve.t.entries()) {
          const between = valueAt(curve, 'won', t + 0.5).value;
          if (between !== null) expect(between).toBe(curve.won[i]);
        }
      }),
    );
  });
});

/** The variance of metrics definition 1.2 written out, one sum over all earlier ages for each age. */
function doubleSum(
  table: RiskTable,
  curve: ReturnType<typeof aalenJohansen>,
  cause: 'won' | 'lost',
): Float64Array {
  const f = curve[cause];
  return curve.t.map((_, at) => {
    let variance = 0;
    for (let j = 0; j <= at; j++) {
      const row = table.t.indexOf(curve.t[j]!);
      const n = curve.atRisk[j]!;
      const w = table[cause][row]!;
      const d = table.won[row]! + table.lost[row]!;
      const before = j === 0 ? 1 : curve.open[j - 1]!;
      const moved = f[at]! - f[j]!;
      if (n > d) variance += (moved ** 2 * d) / (n * (n - d));
      variance += (before ** 2 * (n - w) * w) / n ** 3 - (2 * moved * before * w) / n ** 2;
    }
    return variance;
  });
}
