import type { Rule } from '#shared/model/rule-pack';
import type { SweepRow } from '#shared/results/rules';
import { groupBy, toCents } from '../group-by';
import type { Reached } from './simulate';

/** So many limits of a rule leave the engine at most; a curve shows no more. */
const mostLimits = 200;

/**
 * What a rule would have taken at each limit: deals that came at least as far. Of all its deals with one limit for all, and
 * where it has a field also of each value that has a limit of its own and of the rest.
 */
export function sweepOf(rule: Rule, at: number, reached: readonly Reached[]): SweepRow[] {
  const all = counted(reached, limitsOf(rule, reached)).map((row) => ({ rule: at, ...row }));
  if (!rule.by) return all;
  const named = new Set(rule.by.limits.map(({ value }) => value));
  const own = groupBy(
    reached.filter(({ grp }) => named.has(grp)),
    ({ grp }) => grp,
  );
  const groups = [...own].flatMap(([value, rows]) =>
    counted(rows, limitsOf(rule, rows)).map((row) => ({ rule: at, value, ...row })),
  );
  return [...all, ...groups];
}

/** Whole limits from 1 as far as deals came, evenly thinned, with those of the rule itself. */
function limitsOf(rule: Rule, rows: readonly Reached[]): number[] {
  const farthest = rows.reduce((most, { reached }) => Math.max(most, reached), 1);
  const step = Math.max(1, Math.ceil(farthest / mostLimits));
  const limits = new Set([rule.limit, ...(rule.by?.limits.map(({ limit }) => limit) ?? [])]);
  for (let limit = 1; limit <= farthest; limit += step) limits.add(limit);
  return [...limits].sort((a, b) => a - b);
}

function counted(rows: readonly Reached[], limits: readonly number[]): Omit<SweepRow, 'rule' | 'value'>[] {
  const far = [...rows].sort((a, b) => b.reached - a.reached);
  const sum = { taken: 0, won: 0, wonValue: 0, lost: 0, open: 0 };
  let next = 0;
  return limits
    .toReversed()
    .map((limit) => {
      for (let row = far[next]; row && row.reached >= limit; row = far[next]) {
        sum.taken += row.deals;
        if (row.fate === 1) [sum.won, sum.wonValue] = [sum.won + row.deals, sum.wonValue + (row.value ?? 0)];
        else if (row.fate === 2) sum.lost += row.deals;
        else sum.open += row.deals;
        next += 1;
      }
      return { limit, ...sum, wonValue: toCents(sum.wonValue) };
    })
    .reverse();
}
