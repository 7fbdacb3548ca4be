import { SeededRandom } from '#engine/stats/random';
import { type Halt, neverHalt } from './halt';
import type { Panel } from './panel';
import type { Standing } from './rolling';
import type { Draws, Grouping } from './simulate';

/** Chances by the CRM's percentages of deals that are due in the period, or of all open ones. */
export function staticChances(
  { deals, stages }: Panel,
  { origin }: Standing,
  onlyDue: boolean,
): Float64Array {
  const chances = new Float64Array(origin.end - origin.start);
  const isDated = deals.due.some((due) => due === 1);
  for (let k = 0; k < chances.length; k += 1) {
    const row = origin.start + k;
    chances[k] = onlyDue && isDated && !deals.due[row] ? 0 : stages[deals.stage[row]!]!.staticChance;
  }
  return chances;
}

/**
 * Draws by percentages that nothing validates: the one of each stage is itself drawn from a beta distribution of their mean
 * that weighs no more than two deals, as Beta(1, 1) does.
 */
export function staticDraws(
  panel: Panel,
  standing: Standing,
  chances: Float64Array,
  {
    draws,
    seed,
    grouping,
    halt = neverHalt,
  }: { draws: number; seed: number; grouping?: Grouping | undefined; halt?: Halt | undefined },
): Draws {
  const random = new SeededRandom(seed, 5);
  const { origin, amounts } = standing;
  const { deals, stages } = panel;
  const total = new Float64Array(draws).fill(origin.wonToDate);
  const width = grouping?.groups ?? 0;
  const groups = grouping ? new Float64Array(draws * width) : null;
  const rate = new Float64Array(stages.length);
  for (let d = 0; d < draws; d += 1) {
    halt();
    if (groups && grouping) groups.set(grouping.wonToDate, d * width);
    stages.forEach(({ staticChance: w }, s) => {
      const won = random.gamma(2 * w);
      const lost = random.gamma(2 * (1 - w));
      rate[s] = won + lost > 0 ? won / (won + lost) : w;
    });
    for (let k = 0; k < chances.length; k += 1) {
      if (chances[k] === 0 || random.next() >= rate[deals.stage[origin.start + k]!]!) continue;
      total[d]! += amounts.asOf[k]!;
      if (groups && grouping) groups[d * width + grouping.deals[k]!]! += amounts.asOf[k]!;
    }
  }
  return { total, groups, n: draws, watched: new Map() };
}
