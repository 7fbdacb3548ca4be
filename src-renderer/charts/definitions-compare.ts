import type { ScatterSeriesOption } from 'echarts';
import { type DefinitionRow, type FunnelDefinition, funnelDefinitions } from '#shared/results/metrics';
import { markTooltip } from './axis-tooltip';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { baseOption, fade, nameAxis, nameLimit, nameWidth, roomForNames, rowHeightFor } from './marks';
import { shareAxis } from './share-axis';
import { tooltipTable } from './tooltip';
import { whiskerSeries } from './whiskers';

export type DefinitionSelect = { stage: string; definition: FunnelDefinition };

export const definitionLabels: Record<FunnelDefinition, string> = {
  reached: 'Reached or beyond',
  strict: 'Strict order',
  any: 'Any order',
  direct: 'Direct move',
};

/** Where a column or a legend has little room. */
export const shortDefinitionLabels: Record<FunnelDefinition, string> = {
  reached: 'Reached',
  strict: 'Strict',
  any: 'Any order',
  direct: 'Direct',
};

const symbols: Record<FunnelDefinition, string> = {
  reached: 'circle',
  strict: 'rect',
  any: 'triangle',
  direct: 'diamond',
};
const usualRow = 36;

/** The share that goes further under each definition: a row a stage, a shape a definition, a line their spread. */
export function definitionsCompare(
  rows: readonly DefinitionRow[],
  context: ChartContext,
): ChartModel<DefinitionSelect> {
  const { theme } = context;
  const names = rows.map((row) => row.stage);
  const name = nameWidth(names, { max: nameLimit(context.width) });
  const rowHeight = roomForNames(rowHeightFor(rows.length, usualRow), names, name);
  const spread = rows.flatMap((row, at): [number, number, number][] => {
    const known = funnelDefinitions.flatMap((d) => (row.naive[d] === null ? [] : [row.naive[d]]));
    return known.length > 1 ? [[Math.min(...known), Math.max(...known), at]] : [];
  });
  const points = funnelDefinitions.map(
    (definition): ScatterSeriesOption => ({
      id: definition,
      name: shortDefinitionLabels[definition],
      type: 'scatter',
      symbol: symbols[definition],
      symbolSize: definition === 'direct' ? 13 : 11,
      data: rows.map((row, at) => [row.naive[definition] ?? Number.NaN, at]),
      itemStyle:
        definition === 'reached'
          ? { color: theme.ink, borderColor: theme.surface, borderWidth: 1 }
          : { color: fade(theme.faint, 0.35), borderColor: theme.muted, borderWidth: 1.25 },
      z: definition === 'reached' ? 6 : 4,
    }),
  );
  return {
    height: Math.max(1, rows.length) * rowHeight + 56,
    option: {
      ...baseOption(context),
      tooltip: markTooltip(rows, (row) => tooltipOf(row, context), context),
      legend: {
        left: Math.max(0, Math.min(name + 6, context.width - 340)),
        top: 0,
        itemWidth: 10,
        itemHeight: 10,
        itemGap: 14,
        selectedMode: false,
        textStyle: { color: theme.muted, fontSize: 12, fontFamily: theme.font },
      },
      grid: { left: name + 12, right: 16, top: 32, bottom: 24, outerBoundsMode: 'none' },
      xAxis: shareAxis(1, context),
      yAxis: nameAxis(names, name, context),
      series: [whiskerSeries('spread', spread, { color: theme.line, width: 2, cap: 0 }), ...points],
    },
    select: ({ seriesId, dataIndex }) => {
      const row = rows[dataIndex];
      const definition = funnelDefinitions.find((known) => known === seriesId);
      return row && definition ? { stage: row.stage, definition } : null;
    },
    table: definitionTable(rows, context),
  };
}

function tooltipOf(row: DefinitionRow, { format, theme }: ChartContext): string {
  return tooltipTable(
    row.stage,
    funnelDefinitions.map((definition) => ({
      label: definitionLabels[definition],
      value: `${format.percent(row.naive[definition], 1)} of ${format.count(row.entered[definition])}`,
    })),
    theme,
  );
}

function definitionTable(
  rows: readonly DefinitionRow[],
  { format }: ChartContext,
): ChartModel<DefinitionSelect>['table'] {
  return {
    columns: [
      { label: 'Stage', numeric: false },
      ...funnelDefinitions.flatMap((d) =>
        ['entered', 'went further', 'share', 'differing'].map((what) => ({
          label: `${definitionLabels[d]}: ${what}`,
          numeric: true,
        })),
      ),
    ],
    rows: rows.map((row) => ({
      select: null,
      cells: [
        textCell(row.stage),
        ...funnelDefinitions.flatMap((d) => [
          numberCell(row.entered[d], format.count),
          numberCell(row.advanced[d], format.count),
          numberCell(row.naive[d], (v) => format.percent(v, 1)),
          numberCell(row.differing[d], format.count),
        ]),
      ],
    })),
  };
}
