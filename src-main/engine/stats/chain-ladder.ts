/**
 * Cumulative amounts by cohort (rows, oldest first) and age (columns): the columns that were seen in full, youngest age
 * first. A row ends where nothing more is known; it may be empty.
 */
export type Triangle = readonly (readonly number[])[];

/** A cumulative amount expected at one age, with its standard error. */
export type Projected = { value: number; se: number };

/**
 * The chain ladder of a triangle. Columns: `factors` from each column to the next and `sigma2`, Mack's variance around
 * them; `developed`, the share of the last column that is there by each. Rows: `latest` amount, the `path` from the first
 * column that is not known to the last, `ultimate` and `outstanding` with the standard error `se`; null for a row of which
 * nothing is known.
 */
export type ChainLadder = {
  columns: number;
  factors: number[];
  sigma2: number[];
  developed: number[];
  /** What stands in each column, of the rows that also know the next one. */
  bases: number[];
  rows: (LadderRow | null)[];
  totalOutstanding: number;
  totalSe: number;
};
export type LadderRow = {
  latest: number;
  path: Projected[];
  ultimate: number;
  outstanding: number;
  se: number;
};

/**
 * Chain ladder with Mack's standard errors (1993), computed column by column so that amounts of 0 divide nothing. Where only
 * one row knows a column, its variance is extrapolated as Mack does. Rows may end anywhere, so that the errors of two rows
 * go together from the later of their last columns on.
 */
export function chainLadder(triangle: Triangle): ChainLadder {
  const columns = Math.max(0, ...triangle.map((row) => row.length));
  const steps = Array.from({ length: Math.max(0, columns - 1) }, (_, k) => stepOf(triangle, k));
  const factors = steps.map(({ factor }) => factor);
  const sigma2 = variances(steps);
  const bases = steps.map(({ base }) => base);
  const ladder = { columns, factors, sigma2, bases, developed: developedShares(factors) };
  const rows = triangle.map((row) => ladderRow(row, ladder));
  const known = rows.flatMap((row, i) => (row ? [{ ...row, last: triangle[i]!.length - 1 }] : []));
  return {
    ...ladder,
    rows,
    totalOutstanding: known.reduce((sum, { outstanding }) => sum + outstanding, 0),
    totalSe: totalError(known, ladder),
  };
}

type Ladder = Pick<ChainLadder, 'columns' | 'factors' | 'sigma2' | 'bases'>;
type Step = { pairs: (readonly [number, number])[]; base: number; factor: number };

/** From column k to the next, over the rows that know both. */
function stepOf(triangle: Triangle, k: number): Step {
  const pairs = triangle.filter((row) => row.length > k + 1).map((row) => [row[k]!, row[k + 1]!] as const);
  const base = pairs.reduce((sum, [from]) => sum + from, 0);
  const next = pairs.reduce((sum, [, to]) => sum + to, 0);
  return { pairs, base, factor: base > 0 ? next / base : 1 };
}

function variances(steps: readonly Step[]): number[] {
  const sigma2: number[] = [];
  for (const { pairs, factor } of steps) {
    const used = pairs.filter(([from]) => from > 0);
    const squares = used.reduce((sum, [from, to]) => sum + from * (to / from - factor) ** 2, 0);
    const [last, before] = [sigma2.at(-1), sigma2.at(-2)];
    sigma2.push(used.length > 1 ? squares / (used.length - 1) : extrapolated(last, before));
  }
  return sigma2;
}

/** Mack's variance of a column that only one row knows, from those of the two columns before. */
function extrapolated(last = 0, before = last): number {
  return before > 0 ? Math.min(last ** 2 / before, before, last) : 0;
}

function developedShares(factors: readonly number[]): number[] {
  const shares = [1];
  for (const factor of factors.toReversed()) shares.unshift(factor > 0 ? shares[0]! / factor : 0);
  return shares;
}

function ladderRow(row: readonly number[], ladder: Ladder): LadderRow | null {
  const latest = row.at(-1);
  if (latest === undefined) return null;
  const path: Projected[] = [];
  let at = start(latest);
  for (let k = row.length - 1; k < ladder.columns - 1; k++) {
    at = grown(at, ladder.factors[k]!, ladder.sigma2[k]!, ladder.bases[k]!);
    path.push({ value: at.value, se: Math.sqrt(at.process + at.estimation) });
  }
  const { value: ultimate, se } = path.at(-1) ?? { value: latest, se: 0 };
  return { latest, path, ultimate, outstanding: ultimate - latest, se };
}

/** An amount on its way through the columns, with the variance of what happens and that of what is estimated. */
type Growing = { value: number; process: number; estimation: number };

function start(value: number): Growing {
  return { value, process: 0, estimation: 0 };
}

function grown({ value, process, estimation }: Growing, factor: number, sigma2: number, base: number) {
  return {
    value: value * factor,
    process: process * factor ** 2 + sigma2 * Math.max(0, value),
    estimation: estimation * factor ** 2 + (base > 0 ? (sigma2 * value ** 2) / base : 0),
  };
}

function totalError(
  rows: readonly (LadderRow & { last: number })[],
  { columns, factors, sigma2, bases }: Ladder,
): number {
  // What all rows share by resting on the same factors, from each column on.
  const shared = new Float64Array(Math.max(1, columns));
  for (let k = columns - 2; k >= 0; k--) {
    const [factor, base] = [factors[k]!, bases[k]!];
    shared[k] = shared[k + 1]! + (factor > 0 && base > 0 ? sigma2[k]! / factor ** 2 / base : 0);
  }
  let variance = rows.reduce((sum, { se }) => sum + se ** 2, 0);
  for (const [i, one] of rows.entries()) {
    for (const other of rows.slice(i + 1)) {
      variance += 2 * one.ultimate * other.ultimate * shared[Math.max(one.last, other.last)]!;
    }
  }
  return Math.sqrt(Math.max(0, variance));
}

/** What the exposure of a row (such as the pipeline it was created with) comes to, and what of it is expected when. */
export type CapeCod = { rate: number; rows: LadderRow[] };

/**
 * Cape Cod (Bornhuetter and Ferguson with the rate that all rows show together): what is still to come of a row follows from
 * its exposure instead of from what little has come already. A row of which nothing is known starts at nothing. Errors
 * are Mack's along this path, an approximation that takes the rate as known. Null without anything known.
 */
export function capeCod(
  triangle: Triangle,
  exposures: readonly number[],
  ladder = chainLadder(triangle),
): CapeCod | null {
  const developed = (row: readonly number[]) => (row.length > 0 ? ladder.developed[row.length - 1]! : 0);
  const used = triangle.reduce((sum, row, i) => sum + exposures[i]! * developed(row), 0);
  const known = triangle.reduce((sum, row) => sum + (row.at(-1) ?? 0), 0);
  if (!(used > 0)) return null;
  const rate = known / used;
  const first = firstColumn(triangle, exposures);
  const rows = triangle.map((row, i): LadderRow => {
    const expected = rate * exposures[i]!;
    const latest = row.at(-1) ?? 0;
    const path: Projected[] = [];
    let at = start(row.length > 0 ? latest : exposures[i]!);
    for (let k = row.length - 1; k < ladder.columns - 1; k++) {
      at =
        k < 0
          ? grown(at, first.factor, first.sigma2, first.base)
          : grown(at, ladder.factors[k]!, ladder.sigma2[k]!, ladder.bases[k]!);
      at.value = latest + (ladder.developed[k + 1]! - developed(row)) * expected;
      path.push({ value: at.value, se: Math.sqrt(at.process + at.estimation) });
    }
    const { value: ultimate, se } = path.at(-1) ?? { value: latest, se: 0 };
    return { latest, path, ultimate, outstanding: ultimate - latest, se };
  });
  return { rate, rows };
}

/** From the exposure to the first column, as if the exposure were a column before it. */
function firstColumn(triangle: Triangle, exposures: readonly number[]) {
  const pairs = triangle.map((row, i) => [exposures[i]!, row] as const);
  const step = stepOf(
    pairs.flatMap(([exposure, row]) => (row.length > 0 ? [[exposure, row[0]!]] : [])),
    0,
  );
  return { ...step, sigma2: variances([step])[0]! };
}

/** How far a row was from the factor of a step, in standard deviations; `row` and the column it went to say when. */
export type Residual = { row: number; column: number; value: number };

/**
 * Standardised residuals of the steps of a chain ladder. Rows of a triangle whose columns are as long as its periods meet a
 * calendar period on one diagonal: residuals that are all above or all below 0 there show that it was unlike the others.
 */
export function residuals(triangle: Triangle, { factors, sigma2 }: ChainLadder): Residual[] {
  return triangle.flatMap((cells, row) =>
    cells.slice(0, -1).flatMap((from, k) => {
      const spread = Math.sqrt(sigma2[k]! * from);
      if (!(spread > 0)) return [];
      return [{ row, column: k + 1, value: (cells[k + 1]! - factors[k]! * from) / spread }];
    }),
  );
}
