/**
 * p-values adjusted for being so many, in the order given. Benjamini and Hochberg 1995: called real at q, a share q of
 * what is called real is expected not to be. Equals R's p.adjust(method = "BH").
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const n = p.length;
  const descending = [...p.keys()].sort((a, b) => p[b]! - p[a]!);
  const adjusted = new Array<number>(n);
  let least = 1;
  for (const [i, at] of descending.entries()) {
    least = Math.min(least, (p[at]! * n) / (n - i));
    adjusted[at] = least;
  }
  return adjusted;
}

/** The same by Holm 1979: the chance of calling anything real that is not stays below the level. */
export function holm(p: readonly number[]): number[] {
  const ascending = [...p.keys()].sort((a, b) => p[a]! - p[b]!);
  const adjusted = new Array<number>(p.length);
  let most = 0;
  for (const [i, at] of ascending.entries()) {
    most = Math.max(most, Math.min(1, p[at]! * (p.length - i)));
    adjusted[at] = most;
  }
  return adjusted;
}
