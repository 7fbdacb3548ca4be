/** The next round number that four equal steps lead to, at least `most`. */
export function niceEnd(most: number): number {
  if (!(most > 0)) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((size) => size * unit >= most);
  return (step ?? 10) * unit;
}
