export type LogisticOptions = {
  /** Ridge penalty on every standardised coefficient but the intercept. */
  penalty: number;
  weights?: ArrayLike<number>;
  iterations?: number;
};

/** `coefficients[0]` is the intercept; the others belong to the columns as they came, not standardised. */
export type LogisticFit = { coefficients: Float64Array; iterations: number };

/** A fit of so many rows begins with one of every tenth, from which two or three steps are left to go. */
const manyRows = 2000;
const sampleStep = 10;

/**
 * Logistic regression with a ridge penalty by iteratively reweighted least squares, columns standardised within. Each step
 * is halved until the penalised deviance falls: without that the fit diverges where a column separates won from lost.
 */
export function fitLogistic(
  columns: readonly ArrayLike<number>[],
  outcomes: ArrayLike<number>,
  { penalty, weights, iterations = 25 }: LogisticOptions,
): LogisticFit {
  const n = outcomes.length;
  const scales = columns.map((column) => scaleOf(column, weights));
  const terms = {
    rows: rowsOf(columns, scales, n),
    k: columns.length + 1,
    outcomes,
    penalty,
    weights,
    iterations,
  };
  const start = new Float64Array(columns.length + 1);
  start[0] = startIntercept(outcomes, weights);
  const near =
    n >= manyRows * sampleStep
      ? climb(start, { ...terms, penalty: penalty / sampleStep, step: sampleStep }).beta
      : start;
  const { beta, turns } = climb(near, { ...terms, step: 1 });
  return { coefficients: unscaled(beta, scales), iterations: turns };
}

type Climb = Terms & { iterations: number };

/** Newton's steps from a start up to where the penalised deviance falls no more. */
function climb(start: Float64Array, terms: Climb): { beta: Float64Array; turns: number } {
  let beta = start;
  const chances = new Float64Array(terms.outcomes.length);
  let deviance = deviationOf(beta, chances, terms);
  let turn = 0;
  for (; turn < terms.iterations; turn += 1) {
    const step = newtonStep(beta, chances, terms);
    let size = 1;
    let next = beta;
    let reached = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < 20; halving += 1) {
      next = beta.map((value, j) => value + size * step[j]!);
      reached = deviationOf(next, chances, terms);
      if (reached <= deviance + 1e-12) break;
      size /= 2;
    }
    if (!(reached <= deviance + 1e-12)) break;
    const gain = deviance - reached;
    beta = next;
    deviance = reached;
    if (gain < 1e-8 * (Math.abs(deviance) + 1e-8)) break;
  }
  return { beta, turns: turn + 1 };
}

/** Chance of each row by a fit over the same columns. */
export function predictLogistic(
  fit: LogisticFit,
  columns: readonly ArrayLike<number>[],
  n: number,
): Float64Array {
  const chances = new Float64Array(n).fill(fit.coefficients[0]!);
  columns.forEach((column, j) => {
    const b = fit.coefficients[j + 1]!;
    for (let i = 0; i < n; i += 1) chances[i]! += b * column[i]!;
  });
  for (let i = 0; i < n; i += 1) chances[i] = 1 / (1 + Math.exp(-chances[i]!));
  return chances;
}

type Scale = { mean: number; by: number };
type Terms = {
  /** Standardised values, row after row, the first of each 1. */
  rows: Float64Array;
  k: number;
  outcomes: ArrayLike<number>;
  penalty: number;
  weights: ArrayLike<number> | undefined;
  /** Takes every so many rows. */
  step: number;
};

function scaleOf(column: ArrayLike<number>, weights: ArrayLike<number> | undefined): Scale {
  let total = 0;
  let mean = 0;
  for (let i = 0; i < column.length; i += 1) {
    const w = weights ? weights[i]! : 1;
    total += w;
    mean += w * column[i]!;
  }
  mean /= total || 1;
  let variance = 0;
  for (let i = 0; i < column.length; i += 1)
    variance += (weights ? weights[i]! : 1) * (column[i]! - mean) ** 2;
  const scale = Math.sqrt(variance / (total || 1));
  return { mean, by: scale > 1e-12 ? 1 / scale : 0 };
}

function rowsOf(columns: readonly ArrayLike<number>[], scales: readonly Scale[], n: number): Float64Array {
  const k = columns.length + 1;
  const rows = new Float64Array(n * k);
  for (let i = 0; i < n; i += 1) rows[i * k] = 1;
  columns.forEach((column, j) => {
    const { mean, by } = scales[j]!;
    for (let i = 0, at = j + 1; i < n; i += 1, at += k) rows[at] = (column[i]! - mean) * by;
  });
  return rows;
}

function unscaled(beta: Float64Array, scales: readonly Scale[]): Float64Array {
  const plain = new Float64Array(beta.length);
  plain[0] = beta[0]!;
  scales.forEach(({ mean, by }, j) => {
    plain[j + 1] = beta[j + 1]! * by;
    plain[0]! -= plain[j + 1]! * mean;
  });
  return plain;
}

/** Logit of the share won with half a win and half a loss added, so that it is finite. */
function startIntercept(outcomes: ArrayLike<number>, weights: ArrayLike<number> | undefined): number {
  let wins = 0.5;
  let total = 1;
  for (let i = 0; i < outcomes.length; i += 1) {
    const w = weights?.[i] ?? 1;
    wins += w * outcomes[i]!;
    total += w;
  }
  return Math.log(wins / (total - wins));
}

/** Penalised negative log likelihood; leaves the chances behind. */
function deviationOf(beta: Float64Array, chances: Float64Array, terms: Terms): number {
  const { rows, k, outcomes, penalty, weights, step } = terms;
  let sum = 0;
  for (let i = 0; i < chances.length; i += step) {
    let eta = 0;
    for (let j = 0, at = i * k; j < k; j += 1, at += 1) eta += beta[j]! * rows[at]!;
    const small = Math.exp(-Math.abs(eta));
    const soft = Math.max(eta, 0) + Math.log1p(small);
    sum += (weights ? weights[i]! : 1) * (soft - outcomes[i]! * eta);
    chances[i] = eta > 0 ? 1 / (1 + small) : small / (1 + small);
  }
  for (let j = 1; j < k; j += 1) sum += (penalty / 2) * beta[j]! ** 2;
  return sum;
}

function newtonStep(beta: Float64Array, chances: Float64Array, terms: Terms): Float64Array {
  const { rows, k, outcomes, penalty, weights, step } = terms;
  const hessian = new Float64Array(k * k);
  const gradient = new Float64Array(k);
  for (let i = 0; i < chances.length; i += step) {
    const p = chances[i]!;
    const w = weights ? weights[i]! : 1;
    const curve = w * p * (1 - p);
    const rest = w * (outcomes[i]! - p);
    const first = i * k;
    for (let j = 0; j < k; j += 1) {
      const value = rows[first + j]!;
      gradient[j]! += rest * value;
      const scaled = curve * value;
      for (let l = 0, at = j * k; l <= j; l += 1, at += 1) hessian[at]! += scaled * rows[first + l]!;
    }
  }
  for (let j = 0; j < k; j += 1) {
    hessian[j * k + j]! += j > 0 ? penalty : 1e-9;
    if (j > 0) gradient[j]! -= penalty * beta[j]!;
  }
  return solve(hessian, gradient, k);
}

/** Solves a symmetric positive definite system, of which the lower half is given, by Cholesky's factors. */
function solve(matrix: Float64Array, right: Float64Array, k: number): Float64Array {
  const l = matrix;
  for (let j = 0; j < k; j += 1) {
    for (let i = j; i < k; i += 1) {
      let sum = l[i * k + j]!;
      for (let m = 0; m < j; m += 1) sum -= l[i * k + m]! * l[j * k + m]!;
      l[i * k + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j * k + j]!;
    }
  }
  const x = Float64Array.from(right);
  for (let i = 0; i < k; i += 1) {
    for (let m = 0; m < i; m += 1) x[i]! -= l[i * k + m]! * x[m]!;
    x[i]! /= l[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    for (let m = i + 1; m < k; m += 1) x[i]! -= l[m * k + i]! * x[m]!;
    x[i]! /= l[i * k + i]!;
  }
  return x;
}
