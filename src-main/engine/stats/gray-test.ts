import type { Cause } from './aalen-johansen';
import { chiSquareUpperTail } from './distributions';
import { atRisk, type RiskTable } from './risk-table';

export type GrayTest = { statistic: number | null; p: number | null };

/**
 * Gray's test (1988) that two groups have the same cumulative incidence of a cause, competing risks and ties respected;
 * compared within strata and added up. Equals cmprsk::cuminc with rho = 0. Nulls where there is nothing to compare.
 */
export function grayTest(strata: readonly (readonly [RiskTable, RiskTable])[], cause: Cause): GrayTest {
  let [score, variance] = [0, 0];
  for (const pair of strata) {
    const part = scoreOf(pair, cause);
    score += part.score;
    variance += part.variance;
  }
  if (!(variance > 1e-12)) return { statistic: null, p: null };
  const statistic = score ** 2 / variance;
  return { statistic, p: chiSquareUpperTail(statistic, 1) };
}

/** One group as the ages pass: at risk, still open before and at the age, share of the cause before the age. */
type Arm = {
  table: RiskTable;
  present: Float64Array;
  row: number;
  n: number;
  ofCause: number;
  ofOther: number;
  openBefore: number;
  open: number;
  incidence: number;
  /** Sums of the variance: of the martingale of this group by itself, crossed, and squared. */
  c: number;
  v2: number;
  v3: number;
};

function scoreOf(pair: readonly [RiskTable, RiskTable], cause: Cause): { score: number; variance: number } {
  const arms = pair.map(armOf);
  const first = arms[0]!;
  let [score, variance, before] = [0, 0, 0];
  for (const t of eventAges(pair)) {
    for (const arm of arms) advance(arm, t, cause);
    const here = arms.filter(({ n }) => n > 0);
    const events = here.reduce((sum, arm) => sum + arm.ofCause, 0);
    const risk = here.reduce((sum, arm) => sum + arm.n / arm.openBefore, 0);
    const weighted = here.reduce((sum, arm) => sum + (arm.n * (1 - arm.incidence)) / arm.openBefore, 0);
    const pooled = before + events / risk;
    const own = first.n > 0 ? first.n / first.openBefore : 0;
    if (events > 0 && weighted > 0 && first.n > 0) {
      score += first.ofCause - (events * own * (1 - first.incidence)) / weighted;
    }
    for (const arm of here) {
      const a = arm === first ? own * (1 - own / risk) : (-own * arm.n) / (arm.openBefore * risk);
      if (a !== 0 && before < 1) arm.c += (a * events) / (risk * (1 - before));
      variance += spread(arm, a, { events, risk, pooled });
    }
    for (const arm of here) {
      arm.incidence += (arm.openBefore * arm.ofCause) / arm.n;
      arm.openBefore = arm.open;
    }
    before = pooled;
  }
  for (const arm of arms) variance += arm.c * arm.c * arm.v3 + 2 * arm.c * arm.v2;
  return { score, variance };
}

function spread(arm: Arm, a: number, at: { events: number; risk: number; pooled: number }): number {
  let variance = 0;
  if (at.events > 0) {
    const t4 = arm.open > 0 ? 1 - (1 - at.pooled) / arm.open : 1;
    const ties = at.events > 1 ? 1 - (at.events - 1) / (at.risk * arm.openBefore - 1) : 1;
    const t3 = (ties * arm.openBefore * at.events) / (at.risk * arm.n);
    const t1 = a - t4 * arm.c;
    arm.v3 += t4 * t4 * t3;
    arm.v2 += t1 * t4 * t3;
    variance += t1 * t1 * t3;
  }
  if (arm.open > 0 && arm.ofOther > 0) {
    const t4 = (1 - at.pooled) / arm.open;
    const ties = arm.ofOther > 1 ? 1 - (arm.ofOther - 1) / (arm.n - 1) : 1;
    const t3 = (arm.openBefore ** 2 * arm.ofOther * ties) / arm.n ** 2;
    const t1 = t4 * arm.c;
    arm.v3 += t4 * t4 * t3;
    arm.v2 -= t1 * t4 * t3;
    variance += t1 * t1 * t3;
  }
  return variance;
}

function armOf(table: RiskTable): Arm {
  const start = { row: 0, n: 0, ofCause: 0, ofOther: 0, openBefore: 1, open: 1, incidence: 0 };
  return { table, present: atRisk(table), ...start, c: 0, v2: 0, v3: 0 };
}

function advance(arm: Arm, t: number, cause: Cause): void {
  const { table, present } = arm;
  while (arm.row < table.t.length && table.t[arm.row]! < t) arm.row++;
  const isHere = table.t[arm.row] === t;
  const events = cause === 'won' ? table.won : table.lost;
  const others = cause === 'won' ? table.lost : table.won;
  // Nobody stays open past an age at which all who were at risk closed.
  arm.n = arm.openBefore > 0 ? (present[arm.row] ?? 0) : 0;
  arm.ofCause = isHere ? events[arm.row]! : 0;
  arm.ofOther = isHere ? others[arm.row]! : 0;
  arm.open = arm.n > 0 ? (arm.openBefore * (arm.n - arm.ofCause - arm.ofOther)) / arm.n : arm.openBefore;
}

function eventAges(tables: readonly RiskTable[]): Float64Array {
  const ages = tables.flatMap((table) =>
    Array.from(table.t).filter((_, i) => table.won[i]! + table.lost[i]! > 0),
  );
  return Float64Array.from(new Set(ages)).sort();
}
