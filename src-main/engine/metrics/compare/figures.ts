import { aalenJohansen, normalisedQuantile, valueAt } from '#engine/stats/aalen-johansen';
import { differenceOf, smallestDifference, twoProportionTest } from '#engine/stats/difference';
import { grayTest } from '#engine/stats/gray-test';
import { wilson } from '#engine/stats/intervals';
import { kaplanMeier, type QuantileEstimate, quantile } from '#engine/stats/kaplan-meier';
import { stratifiedLogRank } from '#engine/stats/log-rank';
import { benjaminiHochberg } from '#engine/stats/multiple-testing';
import { censoredAt, type RiskTable, subjects } from '#engine/stats/risk-table';
import type { CompareFigure, CompareRow, CompareValue } from '#shared/results/compare';
import { constants } from '../constants';
import { sumOf } from '../group-by';
import { readableAge } from '../support';

/** Two tables of the same subjects' kind; the base first, as everywhere here. */
export type Pair = readonly [RiskTable, RiskTable];
export type Strata = ReadonlyMap<string | null, RiskTable>;
type Stage = { stage: string; rank: number } | null;

/** The age that both sides support, where none is asked for. */
export function commonAge(pair: Pair, within: number | undefined): number | null {
  const ages = pair.map(readableAge);
  if (ages[0] == null || ages[1] == null) return null;
  return within ?? Math.min(ages[0], ages[1]);
}

/** The share that has won (or gone further) by an age that both sides are seen up to, with Gray's test. */
export function rateRow(
  figure: CompareFigure,
  stage: Stage,
  pair: Pair,
  age: number,
  tests: Pair[] = [pair],
) {
  const [base, compared] = seenTo(pair, age).map((table) => {
    const { value, low, high, se } = valueAt(aalenJohansen(table), 'won', age);
    return { se, value: { ...counts(table), value, low, high, naive: naiveRate(table) } };
  });
  const { p } = grayTest(
    tests.map((two) => seenTo(two, age)),
    'won',
  );
  const smallest =
    base!.se !== null && compared!.se !== null ? smallestDifference(compared!.se, base!.se) : null;
  return rowOf({
    figure,
    stage,
    unit: 'rate',
    values: [base!.value, compared!.value],
    test: 'gray',
    p,
    smallest,
    age,
  });
}

/** Median days until whatever ends them, with the log-rank test. */
export function closeRow(
  figure: CompareFigure,
  stage: Stage,
  pair: Pair,
  age: number,
  tests: Pair[] = [pair],
) {
  const values = seenTo(pair, age).map((table): CompareValue => {
    const { won, lost, open, n } = fates(table);
    return {
      ...quantile(kaplanMeier(table), 0.5),
      n,
      events: won + lost,
      open,
      naive: naiveMean(table, (i) => table.won[i]! + table.lost[i]!),
    };
  });
  const { p } = stratifiedLogRank(
    tests.map((two, i) => ({
      key: String(i),
      groups: seenTo(two, age).map((table, at) => ({ key: String(at), table })),
    })),
  );
  return rowOf({
    figure,
    stage,
    unit: 'days',
    values: [values[0]!, values[1]!],
    test: 'log-rank',
    p,
    smallest: null,
    age,
  });
}

/** Days by which half of those are won that are won by the age; its test is that of the win rate. */
export function winTimeRow(pair: Pair, age: number): CompareRow {
  const values = seenTo(pair, age).map((table): CompareValue => {
    const median = normalisedQuantile(aalenJohansen(table), 'won', 0.5, age);
    return { ...counts(table), ...median, naive: naiveMean(table, (i) => table.won[i]!) };
  });
  return rowOf({
    figure: 'time-to-win',
    stage: null,
    unit: 'days',
    values: [values[0]!, values[1]!],
    test: null,
    p: null,
    smallest: null,
    age,
  });
}

/** Both sides stratum by stratum; one that a side lacks has nothing to compare. */
export function pairsOf(base: Strata, compared: Strata): Pair[] {
  return [...base].flatMap(([key, table]): Pair[] => {
    const other = compared.get(key);
    return other ? [[table, other]] : [];
  });
}

export function seenTo(pair: Pair, age: number): Pair {
  return [censoredAt(pair[0], age), censoredAt(pair[1], age)];
}

/** The rows with p-values corrected for being so many of one kind. */
export function adjusted<Row extends CompareRow>(rows: readonly Row[]): Row[] {
  const tested = rows.filter((row) => row.p !== null);
  const all = benjaminiHochberg(tested.map((row) => row.p ?? 1));
  return rows.map((row) => ({ ...row, adjusted: all[tested.indexOf(row)] ?? null }));
}

type Parts = Pick<CompareRow, 'figure' | 'unit' | 'test' | 'p' | 'smallest'> & {
  stage: Stage;
  values: readonly [CompareValue, CompareValue];
  age: number | null;
};

export function rowOf({ stage, values: [base, compared], age, ...rest }: Parts): CompareRow {
  const { value, low, high } = differenceOf(boundsOf(compared), boundsOf(base));
  return {
    ...rest,
    stage: stage?.stage ?? null,
    rank: stage?.rank ?? null,
    base,
    compared,
    difference: value,
    low,
    high,
    adjusted: rest.p,
    atDays: age,
    thin: Math.min(base.n, compared.n) < constants.thin,
  };
}

/** The share k/n of one side, with Wilson's interval; `open` of the n are undecided. */
export function shareOf({ n, k, open = 0 }: { n: number; k: number; open?: number }): CompareValue {
  return { value: n > 0 ? k / n : null, ...wilson(k, n), n, events: k, open, naive: null };
}

/** Plain shares of both sides, with Pearson's chi-square. */
export function shareRow(
  named: Pick<Parts, 'figure' | 'stage' | 'age'>,
  [base, compared]: readonly [CompareValue, CompareValue],
): CompareRow {
  const se = ({ value, n }: CompareValue) => Math.sqrt(((value ?? 0) * (1 - (value ?? 0))) / n);
  const some = base.n > 0 && compared.n > 0;
  return rowOf({
    ...named,
    unit: 'rate',
    values: [base, compared],
    test: 'chi-square',
    p: some ? twoProportionTest(compared.events, compared.n, base.events, base.n) : null,
    smallest: some ? smallestDifference(se(compared), se(base)) : null,
  });
}

function boundsOf({ value, low, high }: CompareValue): QuantileEstimate {
  return { value, low, high };
}

export function fates(table: RiskTable) {
  const won = sumOf(table.won, (n) => n);
  const lost = sumOf(table.lost, (n) => n);
  return { n: subjects(table), won, lost, open: sumOf(table.censored, (n) => n) };
}

function counts(table: RiskTable) {
  const { n, won, open } = fates(table);
  return { n, events: won, open };
}

function naiveRate(table: RiskTable): number | null {
  const n = subjects(table);
  return n > 0 ? sumOf(table.won, (count) => count) / n : null;
}

function naiveMean(table: RiskTable, events: (row: number) => number): number | null {
  let [days, n] = [0, 0];
  for (let i = 0; i < table.t.length; i++) {
    days += table.t[i]! * events(i);
    n += events(i);
  }
  return n > 0 ? days / n : null;
}
