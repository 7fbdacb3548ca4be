/** Alike cases counted together: `levels` are the places of the effects that hold for them. */
export type Cell = { levels: readonly number[]; n: number; k: number };

/**
 * Log-odds of success as one effect for each level, summed, by penalised maximum likelihood (iteratively reweighted least
 * squares). Level 0 is what all have in common; it is in every cell and not penalised. The others are drawn to 0 as if
 * `penalty` successes and failures spoke for it, so that a level all of whose few cases succeeded has a finite effect.
 */
export function fitLogistic(cells: readonly Cell[], levels: number, penalty = 1): Float64Array {
  const effects = new Float64Array(levels);
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  const k = cells.reduce((sum, cell) => sum + cell.k, 0);
  if (n === 0) return effects;
  effects[0] = logit((k + 0.5) / (n + 1));
  for (let round = 0; round < 25; round++) {
    const step = newtonStep(cells, effects, penalty);
    let largest = 0;
    for (let i = 0; i < levels; i++) {
      // Longer steps overshoot where nearly all cases go one way.
      const bounded = Math.max(-2, Math.min(2, step[i]!));
      effects[i]! += bounded;
      largest = Math.max(largest, Math.abs(bounded));
    }
    if (largest < 1e-9) break;
  }
  return effects;
}

export function logOdds(effects: Float64Array, levels: readonly number[]): number {
  return levels.reduce((sum, level) => sum + effects[level]!, 0);
}

export function chanceAt(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

export function logit(chance: number): number {
  return Math.log(chance / (1 - chance));
}

function newtonStep(cells: readonly Cell[], effects: Float64Array, penalty: number): Float64Array {
  const size = effects.length;
  const gradient = new Float64Array(size);
  const information = Array.from({ length: size }, () => new Float64Array(size));
  for (const { levels, n, k } of cells) {
    const p = chanceAt(logOdds(effects, levels));
    const [miss, weight] = [k - n * p, n * p * (1 - p)];
    for (const i of levels) {
      gradient[i]! += miss;
      for (const j of levels) information[i]![j]! += weight;
    }
  }
  information[0]![0]! += 1e-9;
  for (let i = 1; i < size; i++) {
    gradient[i]! -= penalty * effects[i]!;
    information[i]![i]! += penalty;
  }
  return solve(information, gradient);
}

/** Solves a positive definite system by Cholesky's decomposition; overwrites the matrix. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let m = 0; m < j; m++) sum -= matrix[i]![m]! * matrix[j]![m]!;
      matrix[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j]![j]!;
    }
  }
  const found = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let m = 0; m < i; m++) found[i]! -= matrix[i]![m]! * found[m]!;
    found[i]! /= matrix[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let m = i + 1; m < size; m++) found[i]! -= matrix[m]![i]! * found[m]!;
    found[i]! /= matrix[i]![i]!;
  }
  return found;
}
