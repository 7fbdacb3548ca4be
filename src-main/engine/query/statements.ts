/** Share of what is left that a statement is taken for: others may follow. */
const most = 0.95;

/**
 * How far work is that consists of statements one after the other, from the share that is done of the running one. How
 * many there will be is not known, so each takes most of what those before have left. Never less than before.
 */
export function overStatements(from = 0, to = 1): (share: number) => number {
  let [begun, reached, last] = [from, from, 0];
  return (share) => {
    if (share < last) begun = reached;
    last = share;
    reached = Math.max(reached, begun + (to - begun) * most * share);
    return reached;
  };
}
