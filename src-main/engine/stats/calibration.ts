import { fitLogistic } from './ridge-logistic';

/** Mean squared error of chances. */
export function brier(chances: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < chances.length; i += 1) sum += (chances[i]! - outcomes[i]!) ** 2;
  return sum / chances.length;
}

/** Mean negative log likelihood of chances, which are kept 1e-12 away from 0 and 1. */
export function logLoss(chances: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < chances.length; i += 1) {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, chances[i]!));
    sum -= outcomes[i]! * Math.log(p) + (1 - outcomes[i]!) * Math.log(1 - p);
  }
  return sum / chances.length;
}

/** Chance that a deal won had the higher chance of two, ties counted half; null where all or none were won. */
export function auc(chances: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  const order = byChance(chances);
  let wins = 0;
  let ranks = 0;
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && chances[order[end]!] === chances[order[i]!]) end += 1;
    const rank = (i + 1 + end) / 2;
    for (let k = i; k < end; k += 1) {
      if (outcomes[order[k]!]! > 0) {
        wins += 1;
        ranks += rank;
      }
    }
    i = end;
  }
  const losses = order.length - wins;
  return wins > 0 && losses > 0 ? (ranks - (wins * (wins + 1)) / 2) / (wins * losses) : null;
}

/** Slope and intercept of the outcome on the logit of the chance: 1 and 0 where chances are right. Null where it cannot be told. */
export function calibrationLine(
  chances: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): { slope: number; intercept: number } | null {
  const n = chances.length;
  const column = new Float64Array(n);
  let wins = 0;
  for (let i = 0; i < n; i += 1) {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, chances[i]!));
    column[i] = Math.log(p / (1 - p));
    wins += outcomes[i]!;
  }
  if (wins === 0 || wins === n || column.every((value) => value === column[0])) return null;
  const fit = fitLogistic([column], outcomes, { penalty: 1e-6 });
  return { slope: fit.coefficients[1]!, intercept: fit.coefficients[0]! };
}

/** A rising step function of chance: at and above `from[i]` it is `value[i]`. */
export type Isotonic = { from: Float64Array; value: Float64Array };

/** Isotonic regression by pooling adjacent violators; equal chances are pooled first. */
export function isotonic(chances: ArrayLike<number>, outcomes: ArrayLike<number>): Isotonic {
  const blocks: { from: number; sum: number; n: number }[] = [];
  for (const i of byChance(chances)) {
    const last = blocks.at(-1);
    if (last && last.n > 0 && last.from === chances[i]!) {
      last.sum += outcomes[i]!;
      last.n += 1;
    } else blocks.push({ from: chances[i]!, sum: outcomes[i]!, n: 1 });
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    for (;;) {
      const last = pooled.at(-1)!;
      const before = pooled.at(-2);
      if (!before || before.sum / before.n < last.sum / last.n) break;
      before.sum += last.sum;
      before.n += last.n;
      pooled.pop();
    }
  }
  return {
    from: Float64Array.from(pooled, (block) => block.from),
    value: Float64Array.from(pooled, (block) => block.sum / block.n),
  };
}

export function calibrated({ from, value }: Isotonic, chance: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (from[middle]! <= chance) low = middle;
    else high = middle - 1;
  }
  return value[low] ?? chance;
}

function byChance(chances: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: chances.length }, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!);
}
