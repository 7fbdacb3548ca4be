import type { SqlResult } from '#shared/results/metrics';

const result = (columns: Record<string, string>, rows: SqlResult['rows']): SqlResult => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  rows,
  truncated: false,
  elapsedMs: 1,
});

export const byOwner = result({ owner: 'VARCHAR', won: 'BIGINT', lost: 'BIGINT', closed_rate: 'DOUBLE' }, [
  ['Ann', 12, 20, 0.375],
  ['Ben <b>', 4, 30, 4 / 34],
  [null, 0, 2, 0],
]);
export const byMonth = result({ month: 'DATE', won: 'BIGINT', lost: 'BIGINT' }, [
  ['2025-01-01', 3, 9],
  ['2025-02-01', 5, 7],
  ['2025-03-01', null, 12],
]);
/** Two groups over moments that come more than once. */
export const byMonthAndRegion = result({ region: 'VARCHAR', month: 'TIMESTAMP', amount: 'DECIMAL(18,2)' }, [
  ['East', '2024-01-31T23:30:00', 12_500.5],
  ['West', '2024-01-31T23:30:00', -400],
  ['East', '2025-03-01T00:30:00', 14_000],
  ['West', '2025-03-01T00:30:00', 900],
]);
export const ageAndAmount = result({ age_days: 'BIGINT', amount: 'DOUBLE', name: 'VARCHAR' }, [
  [10, 25_000, 'One'],
  [200, 4_000, 'Two'],
  [45, null, 'Three'],
]);
/** More names than lines can be told apart, and two deals on one day. */
export const closedDeals = result(
  { id: 'VARCHAR', closed: 'DATE', amount: 'DOUBLE' },
  Array.from({ length: 7 }, (_, at) => [`deal ${at}`, `2025-01-0${1 + (at % 6)}`, 1000 * at]),
);
export const noNumbers = result({ id: 'VARCHAR', stage: 'VARCHAR' }, [['1', 'Demo']]);
