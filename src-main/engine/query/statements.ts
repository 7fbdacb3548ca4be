/** Share of what is left that a statement is taken for: others may follow. */
const most = 0.8;

/**
 * How far work is that consists of statements one after the other, asked again and again with the share that is done of
 * the running one, or null where DuckDB cannot say. How many there will be is not known, so each takes most of what those
 * before have left. DuckDB says nothing new while it sorts or joins; then it stands still. Never less than before.
 */
export function overStatements(from = 0, to = 1): (share: number | null) => number {
  let [begun, reached, last] = [from, from, 0];
  return (share) => {
    if (share === null) return reached;
    if (share < last) begun = reached;
    last = share;
    reached = Math.max(reached, begun + (to - begun) * most * share);
    return reached;
  };
}
