import type { CoachingRow } from '#shared/results/coaching';
import type { Warning } from '#shared/results/envelope';
import type { RepRamp } from '#shared/results/reps';
import { constants } from '../constants';

/** What the reader has to know of a rep before and since a coaching. */
export function coachingWarnings(rows: readonly CoachingRow[], ramp: RepRamp): Warning[] {
  return [...thinWarning(rows), ...byItselfWarning(rows), ...firstDays(ramp)];
}

function thinWarning(rows: readonly CoachingRow[]): Warning[] {
  const thin = rows.filter((row) => row.thin);
  if (thin.length === 0) return [];
  const all = thin.length === rows.length;
  const where = all ? 'everywhere' : `in ${thin.map(({ stage }) => stage ?? 'the whole sale').join(', ')}`;
  return [
    {
      code: 'thin',
      message: `Fewer than ${constants.thin} deals on one side ${where}; mind the intervals. Deals count when they were followed long enough, so the days just before the coaching and just before the as-of day count later.`,
    },
  ];
}

/** Whoever is coached for a low stretch does better next by chance alone. */
function byItselfWarning(rows: readonly CoachingRow[]): Warning[] {
  const low = rows.filter(({ thin, byItself }) => !thin && (byItself ?? 0) >= constants.risesByItself);
  if (low.length === 0) return [];
  const parts = low.map(({ stage, byItself }) => `${stage ?? 'the whole sale'} ${points(byItself ?? 0)}`);
  return [
    {
      code: 'regression-to-the-mean',
      message: `Part of the low rates before was chance, which does not come again: by themselves they are expected to rise (${parts.join(', ')}). Only what goes beyond that can be the coaching.`,
    },
  ];
}

function firstDays({ deals, days, counted }: RepRamp): Warning[] {
  if (deals === 0) return [];
  const what = `${deals === 1 ? 'One deal' : `${deals.toLocaleString('en')} deals`} of the rep’s first ${days} days`;
  return [
    {
      code: counted ? 'ramp-included' : 'ramp-excluded',
      message: `${what} ${deals === 1 ? 'is' : 'are'} ${counted ? 'counted: who is new gets better without a coaching' : 'left out'}.`,
    },
  ];
}

function points(difference: number): string {
  return `+${(difference * 100).toLocaleString('en', { maximumFractionDigits: 1 })} points`;
}
