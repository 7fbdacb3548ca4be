import type { CompareParams } from '#shared/contract/compare-params';
import type { CompareAnswer } from '#shared/results/compare';
import type { Warning } from '#shared/results/envelope';
import { constants } from '../constants';

type Found = Pick<
  CompareAnswer,
  'kind' | 'base' | 'compared' | 'rows' | 'mix' | 'scanned' | 'mixAtDays' | 'checks'
>;

/** What the reader of a comparison has to know before believing it. */
export function comparisonWarnings(found: Found, params: CompareParams): Warning[] {
  return [
    ...valueWarning(params),
    ...thinWarning(found),
    ...mixWarning(found),
    ...seasonWarning(found),
    ...trendWarning(found),
    ...dipWarning(found),
  ];
}

function valueWarning({ weight }: CompareParams): Warning[] {
  if (weight === 'count') return [];
  return [
    {
      code: 'counts-only',
      message: 'A comparison counts deals; intervals and tests do not hold for money.',
    },
  ];
}

function thinWarning({ base, compared }: Found): Warning[] {
  const thin = [base, compared].filter(({ n }) => n < constants.thin);
  if (thin.length === 0) return [];
  const sides = thin.map(({ label, n }) => `${label} (${n.toLocaleString('en')})`).join(' and ');
  return [{ code: 'thin', message: `Fewer than ${constants.thin} deals: ${sides}. Mind the intervals.` }];
}

function mixWarning({ mix, mixAtDays, scanned }: Found): Warning[] {
  const [split] = mix;
  if (!split?.matters) return [];
  const by = split.labels.map((label) => label.toLowerCase()).join(' and ');
  const message = split.reversed
    ? `The share won by day ${mixAtDays} moved by ${points(split.difference)}, and inside groups by ${by} the other way, by ${points(split.rateEffect)}: the mix of deals changed (${points(split.mixEffect)}).`
    : `Of the change of the share won by day ${mixAtDays}, ${points(split.difference)}, the mix of deals by ${by} makes ${points(split.mixEffect)} and rates inside the groups ${points(split.rateEffect)}.`;
  return [
    {
      code: split.reversed ? 'mix-reversal' : 'mix-shift',
      message,
      details: { fields: split.fields, p: split.p, adjusted: split.adjusted, scanned },
    },
  ];
}

function seasonWarning({ checks, rows }: Found): Warning[] {
  const now = rows.find(({ figure }) => figure === 'win-rate')?.difference;
  const { season } = checks;
  if (!season || now == null) return [];
  const isSure = season.low > 0 || season.high < 0;
  if (!isSure || Math.sign(season.difference) !== Math.sign(now)) return [];
  return [
    {
      code: 'season',
      message: `The same periods a year earlier differed by ${points(season.difference)} in the same direction; part of the difference may be the season.`,
    },
  ];
}

function trendWarning({ checks, rows }: Found): Warning[] {
  const now = rows.find(({ figure }) => figure === 'win-rate')?.difference;
  const { trend } = checks;
  if (!trend || now == null || trend.p >= 0.05 || Math.sign(trend.perMonth) !== Math.sign(now)) return [];
  return [
    {
      code: 'trend',
      message: `The share won already moved by ${points(trend.perMonth)} a month over the ${trend.months} months of the base; the difference may go on with that.`,
    },
  ];
}

function dipWarning({ checks }: Found): Warning[] {
  const { dip } = checks;
  if (!dip || dip.p >= 0.1) return [];
  return [
    {
      code: 'regression-to-the-mean',
      message: `The last three months of the base won ${percent(dip.last)}, less than the ${percent(dip.earlier)} before. After an unusually low stretch, rates rise again by themselves.`,
    },
  ];
}

function points(difference: number): string {
  const text = Math.abs(difference * 100).toLocaleString('en', { maximumFractionDigits: 1 });
  return `${difference < 0 ? '−' : '+'}${text} points`;
}

function percent(rate: number): string {
  return rate.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
}
