import { chiSquareUpperTail, criticalValue } from '#engine/stats/distributions';
import { benjaminiHochberg } from '#engine/stats/multiple-testing';
import type { AgainstTeam, CoachingRow } from '#shared/results/coaching';
import type { CompareValue } from '#shared/results/compare';
import { adjusted, shareOf, shareRow } from '../compare/figures';
import { constants } from '../constants';
import type { RepUnit } from './rep-figures';

/** The rep on one side, the variance of what is expected of all together, and how far chance alone lets the rate move next. */
export type RepSide = { unit: RepUnit | null; variance: number; byItself: number | null };

type Place = { stage: string | null; rank: number; withinDays: number; base: RepSide; compared: RepSide };

/** Both sides of each place with their difference, and with that of the team in the same time taken off. P-values of steps are corrected for their number. */
export function coachingRows(places: readonly Place[]): CoachingRow[] {
  const rows = places.map(rowAt);
  const steps = adjusted(rows.filter(({ figure }) => figure === 'step'));
  const sale = rows.filter(({ figure }) => figure === 'win-rate');
  const tested = steps.flatMap((row) => (row.against && !row.thin ? [row] : []));
  const overSteps = benjaminiHochberg(tested.map(({ against }) => against?.p ?? 1));
  return [
    ...sale,
    ...steps.map((row) => {
      const at = tested.indexOf(row);
      return row.against && at >= 0 ? { ...row, against: { ...row.against, adjusted: overSteps[at]! } } : row;
    }),
  ];
}

function rowAt({ stage, rank, withinDays, base, compared }: Place): CoachingRow {
  const row = shareRow(
    {
      figure: stage === null ? 'win-rate' : 'step',
      stage: stage === null ? null : { stage, rank },
      age: withinDays,
    },
    [sideValue(base), sideValue(compared)],
  );
  return {
    ...row,
    team: { base: teamRate(base), compared: teamRate(compared) },
    against: againstTeam(base, compared),
    byItself: base.byItself,
  };
}

function sideValue({ unit }: RepSide): CompareValue {
  const { n, k, lost } = unit ?? { n: 0, k: 0, lost: 0 };
  return shareOf({ n, k, open: n - k - lost });
}

/** What the team brought on of deals of the same kinds. */
function teamRate({ unit }: RepSide): number | null {
  return unit && unit.n > 0 ? unit.expected / unit.n : null;
}

/**
 * What went on beyond what was expected, since less before, in shares of the deals; a difference of differences. Its variance is
 * that of the expected numbers, less what the rep's own deals taught the model. Null where a side has nothing beside the rep.
 */
function againstTeam(base: RepSide, compared: RepSide): AgainstTeam | null {
  const [before, since] = [excessOf(base), excessOf(compared)];
  if (!before || !since) return null;
  const value = since.value - before.value;
  const se = Math.sqrt(since.variance + before.variance);
  const half = criticalValue(constants.confidence) * se;
  const p = chiSquareUpperTail((value / se) ** 2, 1);
  return { value, low: value - half, high: value + half, p, adjusted: p };
}

function excessOf({ unit, variance }: RepSide): { value: number; variance: number } | null {
  if (!unit || unit.n === 0) return null;
  const own = unit.variance * (1 - unit.variance / variance);
  if (!(own > 0)) return null;
  return { value: (unit.k - unit.expected) / unit.n, variance: own / unit.n ** 2 };
}
