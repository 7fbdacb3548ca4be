/**
 * Nodes and weights for the mean of a function of a standard normal: E f(Z) ≈ Σ w f(x). Newton on the orthonormal Hermite
 * polynomials (Press et al., Numerical Recipes, 4.6), scaled from exp(−x²).
 */
export function gaussHermite(n: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i += 1) {
    let x = start(n, i, nodes);
    let slope = 1;
    for (let turn = 0; turn < 100; turn += 1) {
      let p = Math.PI ** -0.25;
      let before = 0;
      for (let j = 0; j < n; j += 1) {
        const next = x * Math.sqrt(2 / (j + 1)) * p - Math.sqrt(j / (j + 1)) * before;
        before = p;
        p = next;
      }
      slope = Math.sqrt(2 * n) * before;
      const step = p / slope;
      x -= step;
      if (Math.abs(step) < 1e-14) break;
    }
    nodes[i] = x;
    nodes[n - 1 - i] = -x;
    weights[i] = weights[n - 1 - i] = 2 / (slope * slope);
  }
  for (let i = 0; i < n; i += 1) {
    nodes[i]! *= Math.SQRT2;
    weights[i]! /= Math.sqrt(Math.PI);
  }
  return { nodes, weights };
}

function start(n: number, i: number, found: Float64Array): number {
  if (i === 0) return Math.sqrt(2 * n + 1) - 1.85575 * (2 * n + 1) ** (-1 / 6);
  if (i === 1) return found[0]! - (1.14 * n ** 0.426) / found[0]!;
  if (i === 2) return 1.86 * found[1]! - 0.86 * found[0]!;
  if (i === 3) return 1.91 * found[2]! - 0.91 * found[1]!;
  return 2 * found[i - 1]! - found[i - 2]!;
}
