import { chiSquareUpperTail } from './distributions';
import { atRisk, type RiskTable } from './risk-table';

export type Group = { key: string; table: RiskTable };
export type Stratum = { key: string; groups: Group[] };

/**
 * Outcome of a log-rank test. `observed` and `expected` closes stand in the order of `keys`. `df` is the
 * number of groups less one when all were at risk beside another; `chisq` and `p` are null and `df` is 0
 * when no comparison is possible.
 */
export type LogRankTest = {
  keys: string[];
  observed: number[];
  expected: number[];
  df: number;
  chisq: number | null;
  p: number | null;
};

/**
 * Do the groups close (win or lose) at the same pace? Mantel's log-rank test with the hypergeometric
 * variance for ties, delayed entry respected; equals R's survdiff. Tables hold counts, not other weights.
 */
export function logRank(groups: Group[]): LogRankTest {
  return stratifiedLogRank([{ key: '', groups }]);
}

/** The same, comparing groups only within strata (segments) and adding up; groups match by key. */
export function stratifiedLogRank(strata: Stratum[]): LogRankTest {
  const keys = [...new Set(strata.flatMap(({ groups }) => groups.map(({ key }) => key)))];
  const sums = {
    observed: new Float64Array(keys.length),
    expected: new Float64Array(keys.length),
    variance: keys.map(() => new Float64Array(keys.length)),
  };
  for (const { groups } of strata) addStratum(sums, keys, groups);
  return { keys, observed: [...sums.observed], expected: [...sums.expected], ...chiSquare(sums) };
}

type Sums = { observed: Float64Array; expected: Float64Array; variance: Float64Array[] };

function addStratum(sums: Sums, keys: string[], groups: Group[]): void {
  const members = groups.map(({ key, table }) => ({
    at: keys.indexOf(key),
    table,
    present: atRisk(table),
    row: 0,
  }));
  for (const t of eventAges(groups)) {
    const now = members.flatMap((member) => {
      const { table, present, at } = member;
      // Between two ages of its table a group's count at risk is that of the later one.
      while (member.row < table.t.length && table.t[member.row]! < t) member.row++;
      const n = present[member.row] ?? 0;
      const events = table.t[member.row] === t ? table.won[member.row]! + table.lost[member.row]! : 0;
      return n > 0 ? [{ at, n, events }] : [];
    });
    addAge(sums, now);
  }
}

function addAge(sums: Sums, now: { at: number; n: number; events: number }[]): void {
  const n = now.reduce((sum, group) => sum + group.n, 0);
  const d = now.reduce((sum, group) => sum + group.events, 0);
  const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
  for (const group of now) {
    const share = group.n / n;
    sums.observed[group.at]! += group.events;
    sums.expected[group.at]! += d * share;
    const row = sums.variance[group.at]!;
    for (const other of now) row[other.at]! += spread * share * ((other === group ? 1 : 0) - other.n / n);
  }
}

function eventAges(groups: Group[]): Float64Array {
  const ages = groups.flatMap(({ table }) =>
    Array.from(table.t).filter((_, i) => table.won[i]! + table.lost[i]! > 0),
  );
  return Float64Array.from(new Set(ages)).sort();
}

/** u' V^- u by elimination on the largest diagonal: V is singular by nature, its rank is the df. */
function chiSquare({ observed, expected, variance }: Sums): Pick<LogRankTest, 'df' | 'chisq' | 'p'> {
  const rest = observed.map((events, i) => events - expected[i]!);
  const v = variance.map((row) => row.slice());
  const negligible = 1e-9 * Math.max(0, ...v.map((row, i) => row[i]!));
  let df = 0;
  let chisq = 0;
  for (let pivot = largest(v); (v[pivot]?.[pivot] ?? 0) > negligible; pivot = largest(v)) {
    const column = v.map((row) => row[pivot]!);
    const own = column[pivot]!;
    const excess = rest[pivot]! / own;
    chisq += rest[pivot]! * excess;
    for (const [i, row] of v.entries()) {
      rest[i]! -= column[i]! * excess;
      for (const j of row.keys()) row[j]! -= (column[i]! * column[j]!) / own;
    }
    df++;
  }
  return df === 0 ? { df, chisq: null, p: null } : { df, chisq, p: chiSquareUpperTail(chisq, df) };
}

/** Index of the largest variance left; -1 without groups. */
function largest(variance: Float64Array[]): number {
  const diagonal = variance.map((row, i) => row[i]!);
  return diagonal.indexOf(Math.max(...diagonal));
}
