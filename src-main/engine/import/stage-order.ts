import type { Transition } from './staged-file';

/**
 * Height of each stage in the flow of deals: the levels h for which every move climbs one step as nearly as
 * possible, weighed by how often it happens, i.e. the least-squares solution of h(to) − h(from) = 1 (trophic
 * levels; MacKay, Johnson & Sansom, “How directed is a directed network?”, 2020). Loops and moves back only lower
 * the climb. Null when the moves do not connect all stages.
 */
export function flowHeights(stages: readonly string[], transitions: readonly Transition[]): number[] | null {
  const place = new Map(stages.map((stage, i) => [stage, i]));
  const n = stages.length;
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const climb = new Array<number>(n).fill(0);
  for (const { from, to, count } of transitions) {
    const i = place.get(from);
    const j = place.get(to);
    if (i === undefined || j === undefined || i === j) continue;
    matrix[i]![i]! += count;
    matrix[j]![j]! += count;
    matrix[i]![j]! -= count;
    matrix[j]![i]! -= count;
    climb[i]! -= count;
    climb[j]! += count;
  }
  return n > 1 ? solveGrounded(matrix, climb) : [0];
}

/** Solves a graph Laplacian with the first level set to 0, by elimination with pivots. */
function solveGrounded(matrix: number[][], climb: number[]): number[] | null {
  const a = matrix.slice(1).map((row, i) => [...row.slice(1), climb[i + 1]!]);
  const m = a.length;
  for (let column = 0; column < m; column++) {
    let pivot = column;
    for (let row = column + 1; row < m; row++)
      if (Math.abs(a[row]![column]!) > Math.abs(a[pivot]![column]!)) pivot = row;
    if (Math.abs(a[pivot]![column]!) < 1e-9) return null;
    [a[column], a[pivot]] = [a[pivot]!, a[column]!];
    for (let row = 0; row < m; row++) {
      if (row === column) continue;
      const factor = a[row]![column]! / a[column]![column]!;
      if (factor !== 0) for (let k = column; k <= m; k++) a[row]![k]! -= factor * a[column]![k]!;
    }
  }
  return [0, ...a.map((row, i) => row[m]! / row[i]!)];
}
