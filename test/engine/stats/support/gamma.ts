/** A gamma variate of a shape of at least 1 (Marsaglia and Tsang 2000), from uniform numbers. */
export function gamma(random: () => number, shape: number, mean: number): number {
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return (d * v * mean) / shape;
  }
}
