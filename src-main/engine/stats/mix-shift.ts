import { chiSquareUpperTail } from './distributions';

/** A segment in both arms: how many there were, and how many of them won. */
export type MixCell = { n0: number; won0: number; n1: number; won1: number };

/**
 * A change of a total rate, split exactly in two (Kitagawa 1955): `rateEffect` is what changed inside the segments,
 * `mixEffect` what changed because segments make up other shares. `standardised` is the new total at the old shares;
 * `mixP` tests whether the mix effect is more than chance, with the segments' mean rates taken as known. Null when one of
 * the arms is empty. A segment that one arm lacks has the rate of the other there: its arrival is mix alone.
 */
export type MixShift = {
  total0: number;
  total1: number;
  difference: number;
  rateEffect: number;
  mixEffect: number;
  standardised: number;
  mixP: number;
  cells: {
    rate0: number;
    rate1: number;
    share0: number;
    share1: number;
    rateEffect: number;
    mixEffect: number;
  }[];
};

export function mixShift(given: readonly MixCell[]): MixShift | null {
  const n0 = given.reduce((sum, cell) => sum + cell.n0, 0);
  const n1 = given.reduce((sum, cell) => sum + cell.n1, 0);
  if (n0 === 0 || n1 === 0) return null;
  const cells = given.map((cell) => {
    const own0 = cell.n0 > 0 ? cell.won0 / cell.n0 : null;
    const own1 = cell.n1 > 0 ? cell.won1 / cell.n1 : null;
    const rate0 = own0 ?? own1 ?? 0;
    const rate1 = own1 ?? own0 ?? 0;
    const [share0, share1] = [cell.n0 / n0, cell.n1 / n1];
    return {
      rate0,
      rate1,
      share0,
      share1,
      rateEffect: ((rate1 - rate0) * (share0 + share1)) / 2,
      mixEffect: ((share1 - share0) * (rate0 + rate1)) / 2,
    };
  });
  const sum = (of: (cell: (typeof cells)[number]) => number) =>
    cells.reduce((all, cell) => all + of(cell), 0);
  const total0 = sum((cell) => cell.share0 * cell.rate0);
  const total1 = sum((cell) => cell.share1 * cell.rate1);
  const mixEffect = sum((cell) => cell.mixEffect);
  const middle = (cell: (typeof cells)[number]) => (cell.rate0 + cell.rate1) / 2;
  const spread = (share: (cell: (typeof cells)[number]) => number, n: number) =>
    (sum((cell) => share(cell) * middle(cell) ** 2) - sum((cell) => share(cell) * middle(cell)) ** 2) / n;
  const variance = spread((cell) => cell.share0, n0) + spread((cell) => cell.share1, n1);
  return {
    total0,
    total1,
    difference: total1 - total0,
    rateEffect: sum((cell) => cell.rateEffect),
    mixEffect,
    standardised: sum((cell) => cell.share0 * cell.rate1),
    mixP: variance > 1e-15 ? chiSquareUpperTail(mixEffect ** 2 / variance, 1) : 1,
    cells,
  };
}

/**
 * The odds of winning in the new arm against the old, compared inside segments only (Mantel and Haenszel 1959), and the
 * test of Cochran, Mantel and Haenszel that they are equal. Equals R's mantelhaen.test(correct = FALSE). Nulls where
 * no segment has both arms.
 */
export function mantelHaenszel(cells: readonly MixCell[]): { oddsRatio: number | null; p: number | null } {
  let [up, down, excess, variance] = [0, 0, 0, 0];
  for (const { n0, won0, n1, won1 } of cells) {
    const n = n0 + n1;
    if (n0 === 0 || n1 === 0) continue;
    const won = won0 + won1;
    up += (won1 * (n0 - won0)) / n;
    down += (won0 * (n1 - won1)) / n;
    excess += won1 - (n1 * won) / n;
    variance += (n0 * n1 * won * (n - won)) / (n * n * (n - 1));
  }
  return {
    oddsRatio: down > 0 ? up / down : null,
    p: variance > 0 ? chiSquareUpperTail(excess ** 2 / variance, 1) : null,
  };
}
