import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { KeptOutlook } from '#shared/results/plan';
import type { NamedPeriod } from '#shared/time/period';

/** Filters as one text, the same for the same deals. */
export function scopeText({ where, pipeline }: Pick<Scope, 'where' | 'pipeline'>): string {
  const conditions = where
    .map(({ field, values }) => ({ field, values: [...values].sort() }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
  return JSON.stringify({ where: conditions, ...(pipeline === undefined ? {} : { pipeline }) });
}

/** What is kept of an answer: the numbers that were read out, not the drawing of them. */
export function keptPart(answer: ForecastAnswer): string {
  const { method, wonToDate, mean, p10, p25, p50, p75, p90, target, targetProbability, components } = answer;
  return JSON.stringify({
    method,
    wonToDate,
    mean,
    p10,
    p25,
    p50,
    p75,
    p90,
    target,
    targetProbability,
    components,
  });
}

/** Forecasts of a period as they stood, the oldest first, none after the as-of day. */
export function keptOutlooks(
  connection: Connection,
  { from, to }: NamedPeriod,
  { asOf, scope }: { asOf: string; scope: string },
): Promise<KeptOutlook[]> {
  return connection.all<KeptOutlook>(
    `SELECT
      as_of AS "asOf", kept_at AS "keptAt", method AS asked, answer ->> 'method' AS method,
      (answer ->> 'wonToDate')::DOUBLE AS "wonToDate", (answer ->> 'mean')::DOUBLE AS mean,
      (answer ->> 'p10')::DOUBLE AS p10, (answer ->> 'p50')::DOUBLE AS p50, (answer ->> 'p90')::DOUBLE AS p90,
      (answer ->> 'target')::DOUBLE AS target, (answer ->> 'targetProbability')::DOUBLE AS "targetProbability"
    FROM weir.forecast_snapshot
    WHERE from_day = $from::DATE AND to_day = $to::DATE AND as_of <= $as_of::DATE AND scope = $scope
    ORDER BY as_of, method`,
    { from, to, as_of: asOf, scope },
  );
}
