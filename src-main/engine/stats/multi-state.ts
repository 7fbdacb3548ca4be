/** A stay in a state: entered at t0, left at t1 for state `to`; null when it still went on. */
export type Stay = { from: number; to: number | null; t0: number; t1: number };

/**
 * P(s, t): the chance of being in each state (column) at age t for who was in a state (row) at age s, by Aalen and
 * Johansen's product over the ages at which somebody moved; any moves, back ones included. Equals R's etm. States count
 * from 0; of a state that is never left the row stays as it is.
 */
export function transitionProbabilities(
  stays: readonly Stay[],
  states: number,
  s: number,
  t: number,
): number[][] {
  const moves = stays.filter((stay) => stay.to !== null && stay.t1 > s && stay.t1 <= t);
  const ages = [...new Set(moves.map(({ t1 }) => t1))].sort((a, b) => a - b);
  const start = identity(states);
  return ages.reduce((before, age) => {
    const step = stepAt(stays, states, age);
    return before.map((row) =>
      range(states).map((j) => row.reduce((sum, p, k) => sum + p * step[k]![j]!, 0)),
    );
  }, start);
}

/** Who moves at an age, of those in each state just before it. */
function stepAt(stays: readonly Stay[], states: number, age: number): number[][] {
  const step = identity(states);
  const atRisk = range(states).map(
    (i) => stays.filter((v) => v.from === i && v.t0 < age && v.t1 >= age).length,
  );
  for (const { from, to, t1 } of stays) {
    if (to === null || t1 !== age) continue;
    step[from]![to]! += 1 / atRisk[from]!;
    step[from]![from]! -= 1 / atRisk[from]!;
  }
  return step;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function identity(n: number): number[][] {
  return range(n).map((i) => range(n).map((j) => Number(i === j)));
}
