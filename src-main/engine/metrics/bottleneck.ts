import type { Connection } from '#engine/query/connection';
import { criticalValue } from '#engine/stats/distributions';
import { boundedDifference, type Estimate } from '#engine/stats/flow';
import type { Interval } from '#engine/stats/intervals';
import type { MetricAnswer } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import type { BottleneckRow } from '#shared/results/velocity';
import { answer, type MetricScope } from './answer';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { groupBy } from './group-by';
import { timeInStage } from './time-in-stage';

/**
 * Stages by how long half of their visits last, the slowest first, each with its share of all days that deals spend in
 * stages and with how far it lies above the next one. The period bounds the day of entry. A stage of which fewer than half
 * of the visits have ended at any age seen has no median and comes last.
 */
export async function bottleneck(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<MetricAnswer<BottleneckRow>> {
  const stays = await timeInStage(connection, facts, { ...scope, curve: false });
  const rows = [...groupBy(stays.rows, (row) => row.key)].flatMap(([key, stages]) =>
    placed(stages).map((row) => (key === undefined ? row : { key, ...row })),
  );
  const { n, sql, warnings } = stays;
  return answer('bottleneck', facts, scope, { n, rows, statement: { sql, params: {} }, warnings });
}

function placed(stages: readonly TimeInStageRow[]): BottleneckRow[] {
  const days = stages.map(stageDays);
  const all = days.reduce((sum, of) => sum + (of?.value ?? 0), 0);
  const order = [...stages.keys()].sort((a, b) => slowerFirst(stages[a]!, stages[b]!));
  return order.map((at, i) => {
    const row = stages[at]!;
    const following = order[i + 1];
    const next = following === undefined ? undefined : stages[following];
    const apart = next
      ? boundedDifference(boundedMedian(row), boundedMedian(next))
      : { difference: null, low: null, high: null };
    const own = days[at] ?? null;
    const bounds = shareBounds(days, at, all);
    return {
      place: i + 1,
      stage: row.stage,
      rank: row.rank,
      visits: row.visits,
      open: row.open,
      median: row.median,
      low: row.low,
      high: row.high,
      p80: row.p80,
      p90: row.p90,
      restrictedMean: row.restrictedMean,
      stageDays: own?.value ?? null,
      share: own && all > 0 ? own.value / all : null,
      shareLow: bounds.low,
      shareHigh: bounds.high,
      next: next?.stage ?? null,
      difference: apart.difference,
      differenceLow: apart.low,
      differenceHigh: apart.high,
      separable: apart.low !== null && apart.low > 0,
    };
  });
}

/** Enough visits before few, then by the median, longest first. */
function slowerFirst(a: TimeInStageRow, b: TimeInStageRow): number {
  const rests = (row: TimeInStageRow) =>
    row.median === null ? 0 : row.visits < constants.slowestVisits ? 1 : 2;
  return rests(b) - rests(a) || (b.median ?? 0) - (a.median ?? 0) || a.rank - b.rank;
}

function boundedMedian({ median, low, high }: TimeInStageRow) {
  return { value: median, low, high };
}

/** Days that all visits to the stage come to, each counted up to the last supported age. */
function stageDays({ visits, restrictedMean, restrictedSe }: TimeInStageRow): Estimate {
  if (restrictedMean === null) return null;
  return { value: visits * restrictedMean, se: visits * (restrictedSe ?? Number.NaN) };
}

/** Interval of one part of a sum of independent estimates, by the delta method. */
function shareBounds(parts: readonly Estimate[], at: number, all: number): Interval {
  const own = parts[at];
  if (!own || all <= 0) return { low: null, high: null };
  const share = own.value / all;
  const variance = parts.reduce((sum, part, i) => {
    const weight = i === at ? 1 - share : share;
    return sum + (weight * (part?.se ?? 0)) ** 2;
  }, 0);
  const reach = (criticalValue(constants.confidence) * Math.sqrt(variance)) / all;
  if (!Number.isFinite(reach)) return { low: null, high: null };
  return { low: Math.max(0, share - reach), high: Math.min(1, share + reach) };
}
