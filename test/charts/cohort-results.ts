import type { CohortDevelopment, CohortRow, CohortsAnswer, CreateAndCloseRow } from '#shared/results/cohorts';
import { addMonths } from '#shared/time/day';
import type { CohortGroup } from '../../src-renderer/charts/cohort-groups';

const ageStep = 91.31;
const wonBy = [0.1, 0.18, 0.22, 0.24, 0.25];
const lostBy = [0.3, 0.44, 0.5, 0.53, 0.55];

/** Quarters of which the oldest was seen through all ages, and each younger one through one less; the newest through none. */
export function cohortsAnswer(quarters: number, deals = 200): CohortsAnswer {
  const cohorts = Array.from({ length: quarters }, (_, i) => addMonths('2024-01-01', 3 * i));
  const seenOf = (at: number) => quarters - 1 - at;
  const share = (of: readonly number[], bucket: number) => of[Math.min(bucket, of.length - 1)] ?? 0;
  const rows = cohorts.flatMap((cohort, at) =>
    Array.from({ length: seenOf(at) + 1 }, (_, bucket): CohortRow => {
      const size = deals + 7 * at;
      const observed = bucket < seenOf(at);
      const [won, lost] = [Math.round(size * share(wonBy, bucket)), Math.round(size * share(lostBy, bucket))];
      return {
        ...{ cohort, bucket, age: (bucket + 1) * ageStep, observed },
        ...{ deals: size, won, lost, open: size - won - lost, naive: won / size },
        ...{ wonRate: won / size, low: (0.8 * won) / size, high: (1.2 * won) / size },
        ...{ lostRate: lost / size, lostLow: (0.9 * lost) / size, lostHigh: (1.1 * lost) / size },
        ...{ value: size * 1000, wonValue: won * 1100, lostValue: lost * 900 },
      };
    }),
  );
  const projected = cohorts.flatMap((cohort, at) =>
    Array.from({ length: at }, (_, i) => {
      const bucket = seenOf(at) + i;
      const expected = (deals + 7 * at) * share(wonBy, bucket);
      return {
        cohort,
        bucket,
        age: (bucket + 1) * ageStep,
        expected,
        low: 0.8 * expected,
        high: 1.3 * expected,
      };
    }),
  );
  const develop = cohorts.map((cohort, at): CohortDevelopment => {
    const ultimate = (deals + 7 * at) * 0.25;
    const soFar = ultimate * (1 - at / (quarters + 1));
    return {
      ...{ cohort, method: at < quarters - 2 ? 'chain-ladder' : 'cape-cod', age: seenOf(at) * ageStep },
      ...{
        latest: soFar,
        soFar,
        developed: 1 - at / (quarters + 1),
        ultimate,
        outstanding: ultimate - soFar,
      },
      ...{ low: ultimate - at, high: ultimate + 3 * at, chainLadder: at + 1 < quarters ? ultimate : null },
      ...{
        capeCod: ultimate + 1,
        byDeals: at === 0 ? null : ultimate - 2,
        byDealsLow: null,
        byDealsHigh: null,
      },
    };
  });
  return {
    ...{
      metric: 'cohorts',
      asOf: '2026-06-30',
      evidence: 'log',
      n: deals * quarters,
      rows,
      warnings: [],
      sql: '',
      evidenceShares: { log: 1 },
    },
    ...{ scope: { where: [], weight: 'count' }, grain: 'quarter', ageStep, yearStart: 1 },
    ...{ createAndClose: cohorts.map((period, at) => closingRow(period, at, at === quarters - 1)) },
    ...{ develop, projected, residuals: residualsOf(cohorts) },
  };
}

function closingRow(period: string, at: number, partial: boolean): CreateAndCloseRow {
  const [created, wonInside, won] = [200, 10 + at, at === 1 ? 0 : 50];
  const share = won > 0 ? wonInside / won : null;
  return {
    ...{ period, partial, created, wonInside, won, share, rate: wonInside / created, low: 0.03, high: 0.1 },
    ...{ shareLow: share === null ? null : share * 0.6, shareHigh: share === null ? null : share * 1.5 },
    ...{ createdValue: 200_000, wonInsideValue: 9000, wonValue: 52_000, shareValue: won > 0 ? 0.17 : null },
  };
}

function residualsOf(cohorts: readonly string[]) {
  return cohorts.flatMap((cohort, at) =>
    Array.from({ length: Math.max(0, cohorts.length - 2 - at) }, (_, step) => ({
      ...{ cohort, age: (step + 2) * ageStep, diagonal: addMonths(cohort, 3 * (step + 1)) },
      value: ((at * 5 + step * 3) % 7) / 2 - 1.5,
    })),
  );
}

/** Three groups, one of few deals with a cohort missing. */
export const cohortGroupRows: CohortGroup[] = ['Enterprise', 'Mid-market', null].map((key, group) => ({
  ...{ key, label: key ?? '(empty)', deals: 300 - 100 * group },
  cells: ['2024-01-01', '2024-04-01', '2024-07-01'].slice(group === 2 ? 1 : 0).map((cohort, at) => {
    const rate = 0.2 + 0.03 * group + 0.02 * at;
    return { cohort, deals: group === 2 ? 12 : 80, rate, low: rate - 0.08, high: rate + 0.1 };
  }),
}));
