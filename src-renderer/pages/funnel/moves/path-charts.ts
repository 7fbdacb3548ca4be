import type { BounceRow, ConformancePart, ConformanceRow } from '#shared/results/flow';
import { type ChartContext, type ChartModel, numberCell, textCell } from '../../../charts/chart-model';
import { dotInterval, type GroupSelect } from '../../../charts/dot-interval';
import { quickChart } from '../../../charts/quick-chart';

const some = { overall: null, minimum: 1 };

/** Shares of deals that keep to the path and leave it, with their intervals. */
export function sharesChart(
  { shares }: ConformanceRow,
  words: Record<ConformancePart, string>,
  context: ChartContext,
): ChartModel<GroupSelect> {
  const groups = shares.map(({ part, share, low, high, deals }) => ({
    key: words[part],
    rate: share,
    low,
    high,
    n: deals,
  }));
  const options = { ...some, unit: 'deals', measure: 'Share of deals', field: 'Part' };
  return dotInterval(groups, options, context);
}

/** How often deals leave each stage backwards; the table has visits and days of re-work beside. */
export function bounceChart(rows: readonly BounceRow[], context: ChartContext): ChartModel<GroupSelect> {
  const { format } = context;
  const groups = rows.map(({ stage, bounceRate, low, high, exits }) => ({
    key: stage,
    rate: bounceRate,
    low,
    high,
    n: exits,
  }));
  const options = { ...some, unit: 'exits', measure: 'Leave backwards', field: 'Stage' };
  const heads = ['Leave backwards', 'Low', 'High', 'Exits', 'Visits a deal', 'Re-work days'];
  return {
    ...dotInterval(groups, options, context),
    table: {
      columns: [{ label: 'Stage', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
      rows: rows.map((row) => ({
        select: { key: row.stage },
        cells: [
          textCell(row.stage),
          ...[row.bounceRate, row.low, row.high].map((v) => numberCell(v, (x) => format.percent(x, 1))),
          numberCell(row.exits, format.count),
          numberCell(row.meanVisits, (x) => format.fixed(x, 2)),
          numberCell(row.reworkDays, format.count),
        ],
      })),
    },
  };
}

/** Deals by the path they took, the most common first. */
export function variantsChart({ variants }: ConformanceRow, context: ChartContext): ChartModel<never> {
  const { format } = context;
  const nameOf = (path: readonly string[]) => path.join(' › ') || 'Closed at once';
  const counted = {
    columns: [
      { name: 'Path', type: 'VARCHAR' },
      { name: 'Deals', type: 'BIGINT' },
    ],
    rows: variants.map(({ path, deals }) => [nameOf(path), deals]),
    truncated: false,
    elapsedMs: 0,
  };
  const heads = ['Deals', 'Value', 'Win rate', 'Low', 'High', 'Days to win', 'Fits'];
  return {
    ...quickChart(counted, { kind: 'bar', x: 0, y: [1] }, context),
    table: {
      columns: [{ label: 'Path', numeric: false }, ...heads.map((label) => ({ label, numeric: true }))],
      rows: variants.map((variant) => ({
        select: null,
        cells: [
          textCell(nameOf(variant.path)),
          numberCell(variant.deals, format.count),
          numberCell(variant.value, format.money),
          ...[variant.winRate, variant.low, variant.high].map((v) =>
            numberCell(v, (x) => format.percent(x, 1)),
          ),
          numberCell(variant.medianDays, format.number),
          numberCell(variant.fitness, (x) => format.percent(x)),
        ],
      })),
    },
  };
}
