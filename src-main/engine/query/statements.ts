/** Share of what is left that a statement is taken for: others may follow. */
const most = 0.8;
/** Looks without news after which it creeps, and by which share of what is left. */
const patience = 4;
const creep = 0.01;

/**
 * How far work is that consists of statements one after the other, asked again and again with the share that is done of
 * the running one, or null where DuckDB cannot say. How many there will be is not known, so each takes most of what those
 * before have left. DuckDB says nothing new while it sorts or joins; then it creeps, slower and slower, and never to the
 * end. Never less than before.
 */
export function overStatements(from = 0, to = 1): (share: number | null) => number {
  let [begun, reached, last, idle] = [from, from, 0, 0];
  return (share) => {
    if (share !== null && share < last) begun = reached;
    last = share ?? last;
    const measured = share === null ? reached : begun + (to - begun) * most * share;
    idle = measured > reached ? 0 : idle + 1;
    reached = idle > patience ? reached + (to - reached) * creep : Math.max(reached, measured);
    return reached;
  };
}
