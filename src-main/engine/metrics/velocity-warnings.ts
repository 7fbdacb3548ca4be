import type { Warning } from '#shared/results/envelope';
import type { VelocityRow } from '#shared/results/velocity';
import { constants } from './constants';

/** What the reader of a velocity should know: a gap to what is won, dormant deals, wins without an amount, few wins. */
export function velocityWarnings(rows: readonly VelocityRow[], unpriced: number): Warning[] {
  return [
    ...gapWarning(rows),
    ...dormantWarning(rows),
    ...undatedWarning(rows),
    ...unpricedWarning(unpriced),
    ...thinWarning(rows),
  ];
}

function gapWarning(rows: readonly VelocityRow[]): Warning[] {
  const apart = rows.filter((row) => row.nonStationary);
  const [row, another] = apart;
  if (!row) return [];
  const limit = percent(constants.stationaryGap);
  const message = another
    ? `${apart.length} velocities are more than ${limit} away from what was won a day.`
    : `The velocity is ${percent(Math.abs(row.gap ?? 0))} ${(row.gap ?? 0) > 0 ? 'above' : 'below'} what was won a day in the last ${row.realisedDays} days${overlap(row) ? ', which chance alone can explain' : ''}.`;
  const cause =
    'The formula holds for a pipeline that neither grows nor shrinks; growth, a change of pace or forgotten deals part the two.';
  return [
    {
      code: 'non-stationary',
      message: `${message} ${cause}`,
      details: { keys: apart.map(({ key, gap }) => ({ key, gap })) },
    },
  ];
}

function overlap({ low, high, realisedLow, realisedHigh }: VelocityRow): boolean {
  if (low === null || high === null || realisedLow === null || realisedHigh === null) return false;
  return low <= realisedHigh && realisedLow <= high;
}

function dormantWarning(rows: readonly VelocityRow[]): Warning[] {
  const dormant = rows.reduce((sum, row) => sum + row.dormant, 0);
  if (dormant === 0) return [];
  const [row, another] = rows;
  const than = another || row?.dormantAfter == null ? 'any win takes' : `${whole(row.dormantAfter)} days`;
  const cause = rows.some(({ dormant: asleep, won }) => asleep > 0 && won > 0)
    ? `${percent(constants.dormantShare)} of the wins come sooner`
    : 'nothing was won, and few deals get that old';
  return [
    {
      code: 'dormant',
      message: `${whole(dormant)} ${dormant === 1 ? 'deal is' : 'deals are'} open longer than ${than} and left out: ${cause}.`,
      details: { deals: dormant },
    },
  ];
}

function undatedWarning(rows: readonly VelocityRow[]): Warning[] {
  const undated = rows.reduce((sum, row) => sum + row.undated, 0);
  if (undated === 0) return [];
  return [
    {
      code: 'no-start',
      message: `${whole(undated)} open ${undated === 1 ? 'deal has no usable date of creation and is' : 'deals have no usable date of creation and are'} left out; the textbook counts ${undated === 1 ? 'it' : 'them'}.`,
      details: { deals: undated },
    },
  ];
}

function unpricedWarning(unpriced: number): Warning[] {
  if (unpriced === 0) return [];
  return [
    {
      code: 'unpriced',
      message: `${whole(unpriced)} won ${unpriced === 1 ? 'deal has' : 'deals have'} no amount and ${unpriced === 1 ? 'counts' : 'count'} as 0.`,
      details: { deals: unpriced },
    },
  ];
}

function thinWarning(rows: readonly VelocityRow[]): Warning[] {
  const thin = rows.filter((row) => row.won < constants.thin && row.n > 0);
  if (thin.length === 0) return [];
  const one = rows.length === 1 ? 'The velocity rests' : 'One velocity rests';
  const which = thin.length === 1 ? one : `${thin.length} velocities rest`;
  return [
    {
      code: 'thin',
      message: `${which} on fewer than ${constants.thin} wins; mind the interval.`,
      details: { keys: thin.map((row) => row.key) },
    },
  ];
}

function whole(n: number): string {
  return n.toLocaleString('en', { maximumFractionDigits: 0 });
}

function percent(share: number): string {
  return share.toLocaleString('en', { style: 'percent', maximumFractionDigits: 0 });
}
