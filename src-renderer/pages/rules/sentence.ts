import type { RuleCountdownAnswer, RuleSimulationAnswer } from '#shared/results/rules';
import type { Formatters } from '../../charts/formatters';

/** How many open deals the rules take next, and what they would have taken so far, in words. */
export function rulesSentence(
  countdown: RuleCountdownAnswer,
  simulation: RuleSimulationAnswer | undefined,
  format: Formatters,
): string {
  const nearest = countdown.rows.find(({ rule }) => rule === null);
  const [reached, soon, later] = (nearest?.bands ?? []).map(({ count }) => count);
  const open = nearest?.open ?? 0;
  if (open === 0) return 'No deal is open on this day, so no rule has anything to take.';
  const week = (soon ?? 0) + (later ?? 0);
  const first = `Of ${format.count(open)} open ${open === 1 ? 'deal' : 'deals'}, ${format.count(reached)} ${reached === 1 ? 'has' : 'have'} reached a limit and ${week === 0 ? 'no other' : format.count(week)} ${week === 0 ? 'will' : 'more will'} within seven days`;
  const pack = simulation?.rows.find(({ rule }) => rule === null);
  if (!pack) return `${first}.`;
  if (pack.taken === 0)
    return `${first}. So far the rules would have taken none of ${format.count(pack.deals)} deals.`;
  const closed = pack.won + pack.lost;
  const since =
    closed === 0
      ? 'none of which has closed since'
      : `and of the ${format.count(closed)} that closed since, ${format.count(pack.won)} ${pack.won === 1 ? 'was' : 'were'} won (${format.percent(pack.wonRate)}; ${format.percentRange(pack.wonLow, pack.wonHigh)})`;
  return `${first}. So far the rules would have taken ${format.count(pack.taken)} of ${format.count(pack.deals)} deals, ${since}.`;
}
