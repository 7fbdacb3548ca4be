export type LogisticOptions = {
  /** Ridge penalty on every standardised coefficient but the intercept. */
  penalty: number;
  weights?: ArrayLike<number>;
  iterations?: number;
};

/** `coefficients[0]` is the intercept; the others belong to the columns as they came, not standardised. */
export type LogisticFit = { coefficients: Float64Array; iterations: number };

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
  const scaled = columns.map((column) => standardise(column, weights));
  const used = scaled.map(({ values }) => values);
  let beta = new Float64Array(columns.length + 1);
  beta[0] = startIntercept(outcomes, weights);
  const linear = new Float64Array(n);
  let deviance = deviationOf(used, outcomes, beta, { penalty, weights, linear });
  let turn = 0;
  for (; turn < iterations; turn += 1) {
    const step = newtonStep(used, outcomes, beta, { penalty, weights, linear });
    let size = 1;
    let next = beta;
    let reached = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < 20; halving += 1) {
      next = beta.map((value, j) => value + size * step[j]!);
      reached = deviationOf(used, outcomes, next, { penalty, weights, linear });
      if (reached <= deviance + 1e-12) break;
      size /= 2;
    }
    if (!(reached <= deviance + 1e-12)) {
      deviationOf(used, outcomes, beta, { penalty, weights, linear });
      break;
    }
    const gain = deviance - reached;
    beta = next;
    deviance = reached;
    if (gain < 1e-8 * (Math.abs(deviance) + 1e-8)) break;
  }
  return { coefficients: unscaled(beta, scaled), iterations: turn + 1 };
}

/** Chance of each row by a fit over the same columns. */
export function predictLogistic(
  fit: LogisticFit,
  columns: readonly ArrayLike<number>[],
  n: number,
): Float64Array {
  const chances = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let sum = fit.coefficients[0]!;
    for (let j = 0; j < columns.length; j += 1) sum += fit.coefficients[j + 1]! * columns[j]![i]!;
    chances[i] = 1 / (1 + Math.exp(-sum));
  }
  return chances;
}

type Scaled = { values: Float64Array; mean: number; scale: number };
type Terms = { penalty: number; weights: ArrayLike<number> | undefined; linear: Float64Array };

function standardise(column: ArrayLike<number>, weights: ArrayLike<number> | undefined): Scaled {
  let total = 0;
  let mean = 0;
  for (let i = 0; i < column.length; i += 1) {
    const w = weights?.[i] ?? 1;
    total += w;
    mean += w * column[i]!;
  }
  mean /= total || 1;
  let variance = 0;
  for (let i = 0; i < column.length; i += 1) variance += (weights?.[i] ?? 1) * (column[i]! - mean) ** 2;
  const scale = Math.sqrt(variance / (total || 1));
  const by = scale > 1e-12 ? 1 / scale : 0;
  return { values: Float64Array.from(column, (value) => (value - mean) * by), mean, scale: by };
}

function unscaled(beta: Float64Array, scaled: readonly Scaled[]): Float64Array {
  const plain = new Float64Array(beta.length);
  plain[0] = beta[0]!;
  scaled.forEach(({ mean, scale }, j) => {
    plain[j + 1] = beta[j + 1]! * scale;
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

/** Penalised negative log likelihood; leaves the linear predictors behind. */
function deviationOf(
  columns: readonly Float64Array[],
  outcomes: ArrayLike<number>,
  beta: Float64Array,
  { penalty, weights, linear }: Terms,
): number {
  linear.fill(beta[0]!);
  columns.forEach((column, j) => {
    const b = beta[j + 1]!;
    if (b !== 0) for (let i = 0; i < linear.length; i += 1) linear[i]! += b * column[i]!;
  });
  let sum = 0;
  for (let i = 0; i < linear.length; i += 1) {
    const eta = linear[i]!;
    const soft = eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta));
    sum += (weights?.[i] ?? 1) * (soft - outcomes[i]! * eta);
  }
  for (let j = 1; j < beta.length; j += 1) sum += (penalty / 2) * beta[j]! ** 2;
  return sum;
}

function newtonStep(
  columns: readonly Float64Array[],
  outcomes: ArrayLike<number>,
  beta: Float64Array,
  { penalty, weights, linear }: Terms,
): Float64Array {
  const k = columns.length + 1;
  const hessian = new Float64Array(k * k);
  const gradient = new Float64Array(k);
  const row = new Float64Array(k);
  row[0] = 1;
  for (let i = 0; i < linear.length; i += 1) {
    const p = 1 / (1 + Math.exp(-linear[i]!));
    const w = weights?.[i] ?? 1;
    const curve = w * p * (1 - p);
    const rest = w * (outcomes[i]! - p);
    for (let j = 1; j < k; j += 1) row[j] = columns[j - 1]![i]!;
    for (let j = 0; j < k; j += 1) {
      const value = row[j]!;
      if (value === 0) continue;
      gradient[j]! += rest * value;
      const scaled = curve * value;
      for (let l = 0; l <= j; l += 1) hessian[j * k + l]! += scaled * row[l]!;
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
