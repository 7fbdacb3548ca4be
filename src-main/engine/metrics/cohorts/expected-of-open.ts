import { aalenJohansen, conditional, type IncidenceCurve, valueAt } from '#engine/stats/aalen-johansen';
import { type RiskRow, type RiskTable, riskTable, subjects } from '#engine/stats/risk-table';
import { readableAge } from '../support';
import type { CohortCounts } from './cohort-counts';

/** What is still expected of the deals of a cohort that are open, each by its age. */
export type ExpectedOfOpen = (cohort: CohortCounts) => { value: number; se: number } | null;

/**
 * By the Aalen–Johansen curve of all cohorts together, `pooled` with ages and not steps of them: of a deal open at an age, the share that is won (or lost) by tau of those
 * open then. Losses of clean-ups count as booked, because until then those deals were open like these. The error adds what
 * chance does to so many deals to the error of the curve at tau, which all of them share; it is an approximation, and holds
 * for counts.
 */
export function expectedOfOpen(
  cohorts: readonly CohortCounts[],
  outcome: 'won' | 'lost',
  pooled: RiskTable | null,
): ExpectedOfOpen {
  const tau = pooled && readableAge(pooled);
  if (!pooled || tau === null || cohorts.some(({ bookedTable }) => !bookedTable)) return () => null;
  const curve = aalenJohansen(pooled);
  const error = valueAt(curve, outcome, tau).se ?? 0;
  return ({ bookedTable: table }) => (table ? ofTable(table, curve, outcome, tau, error) : null);
}

function ofTable(
  table: RiskTable,
  curve: IncidenceCurve,
  outcome: 'won' | 'lost',
  tau: number,
  error: number,
) {
  let [value, chance, shared] = [0, 0, 0];
  for (const [i, open] of table.censored.entries()) {
    const age = table.t[i]!;
    if (open === 0 || age >= tau) continue;
    const share = conditional(curve, age, tau - age, outcome);
    if (share === null) continue;
    const [now, then] = [valueAt(curve, outcome, age).value!, valueAt(curve, outcome, tau).value!];
    value += open * share;
    chance += open * share * (1 - share);
    // By how much each of them would be expected to differ if the curve were off by its error.
    shared += then > now ? (open * share * error) / (then - now) : 0;
  }
  return { value, se: Math.sqrt(chance + shared ** 2) };
}

/** All cohorts together, of which the ages themselves were read; null where amounts below zero allow no curve. */
export function pooledTable(cohorts: readonly CohortCounts[]): RiskTable | null {
  const tables = cohorts.flatMap(({ bookedTable: table }) => (table ? [table] : []));
  if (tables.length < cohorts.length) return null;
  const late = tables.some(({ entered }) => entered !== undefined);
  const rows = tables.flatMap((table): RiskRow[] => {
    const own = Array.from(table.t, (t, i) => ({
      ...{ t, won: table.won[i]!, lost: table.lost[i]!, censored: table.censored[i]! },
      ...(late ? { entered: table.entered?.[i] ?? 0 } : {}),
    }));
    const atStart = { t: 0, won: 0, lost: 0, censored: 0, entered: subjects(table) };
    return late && !table.entered ? [atStart, ...own] : own;
  });
  return riskTable(rows);
}
