import { forecastConstants } from '#engine/forecast/constants';
import type { Warning } from '#shared/results/envelope';
import type { ForecastMethod, ForecastReason, Outlook } from '#shared/results/forecast';
import { forecastMethodNames } from '#shared/results/forecast-method-names';
import { type ForecastModel, isOver } from './model';

/** Why this method, and what its answer cannot say. */
export function reasonsOf(
  model: ForecastModel,
  method: ForecastMethod,
  asked: ForecastMethod | 'auto',
): ForecastReason[] {
  const { choice, standing, history } = model;
  if (isOver(model)) {
    return [{ code: 'period-over', message: `${model.span.period} is over: this is what was won in it.` }];
  }
  const chosen: ForecastReason[] = [];
  if (asked === 'auto' && history.grade !== 'none') {
    const why = {
      thin: `Fewer than ${forecastConstants.ensembleUntil} completed periods: the mean of the models is taken.`,
      best: `Of the methods that the data carry, "${forecastMethodNames[choice.method]}" was off least at this point of the last ${choice.periods} periods.`,
      simple: `No model was off less than "${forecastMethodNames[choice.method]}" at this point of the last ${choice.periods} periods.`,
      nothing: 'The data carry no model.',
    }[choice.because];
    if (method === 'age' && choice.because === 'thin') {
      chosen.push({
        code: 'chosen-only',
        message: 'Chances by age are the only method that the data carry.',
      });
    } else chosen.push({ code: `chosen-${choice.because}`, message: why });
  }
  const scale = model.before.find(({ origin }) => origin.scale > 1)?.origin.scale;
  return [
    ...history.reasons,
    ...chosen,
    ...(standing.origin.wait > 0
      ? [
          {
            code: 'before-the-period',
            message: `${model.span.period} has not begun: most of it may still have to be created.`,
          },
        ]
      : []),
    ...(scale === undefined
      ? []
      : [{ code: 'thinned', message: `One of ${scale} deals of past periods is learned from.` }]),
  ];
}

/** What is unusual in these deals. */
export function warningsOf(model: ForecastModel, whole: Outlook): Warning[] {
  const { amounts, models, learnedFrom, origin } = model.standing;
  const warnings: Warning[] = [];
  if (isOver(model)) return warnings;
  const open = amounts.asOf.reduce((sum, amount) => sum + Math.max(0, amount), 0);
  const largest = amounts.asOf.reduce((most, amount) => Math.max(most, amount), 0);
  if (open > 0 && largest > 0.5 * open && amounts.asOf.length > 1) {
    warnings.push({
      code: 'one-large-deal',
      message:
        'One deal is more than half of the open pipeline: the range is two cases rather than a spread.',
    });
  }
  if (amounts.asOf.length > 0 && open === 0) {
    warnings.push({
      code: 'no-amounts',
      message: 'No open deal has an amount, so their value counts nothing.',
    });
  }
  if (amounts.asOf.some((amount) => amount < 0)) {
    warnings.push({
      code: 'negative-amounts',
      message: 'Some open deals have an amount below zero; they count as they are.',
    });
  }
  if (amounts.asOf.length === 0) {
    warnings.push({ code: 'no-open-deals', message: `No deal was open on ${origin.day}.` });
  }
  if (Object.keys(models).length > 0 && learnedFrom < forecastConstants.logisticPeriods) {
    warnings.push({
      code: 'few-periods',
      message: `Only ${learnedFrom} completed periods to learn from: the range rests on little.`,
    });
  }
  if (whole.mean > 0 && whole.p90 - whole.p10 > 1.5 * whole.mean) {
    warnings.push({ code: 'wide-range', message: 'The range is wider than one and a half times the mean.' });
  }
  const idle = idleStages(model);
  if (idle.length > 0) {
    warnings.push({
      code: 'stage-without-wins',
      message: `Nothing that was open in ${idle.join(', ')} at this point was won before the period ended; other weeks and stages stand in.`,
    });
  }
  return warnings;
}

/** Stages with open deals of which none was won in past periods, though there were many. */
function idleStages({ panel, standing, before }: ForecastModel): string[] {
  const { deals, stages } = panel;
  const rows = new Float64Array(stages.length);
  const wins = new Float64Array(stages.length);
  for (const { origin } of before) {
    for (let row = origin.start; row < origin.end; row += 1) {
      rows[deals.stage[row]!]! += 1;
      wins[deals.stage[row]!]! += deals.won[row]!;
    }
  }
  const open = new Set<number>();
  for (let row = standing.origin.start; row < standing.origin.end; row += 1) open.add(deals.stage[row]!);
  return stages.flatMap(({ stage }, s) => (open.has(s) && rows[s]! > 0 && wins[s] === 0 ? [stage] : []));
}
