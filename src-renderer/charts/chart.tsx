import { useComputedColorScheme } from '@mantine/core';
import { useElementSize, useReducedMotion } from '@mantine/hooks';
import type { EChartsType } from 'echarts/core';
import { useEffect, useMemo, useRef } from 'react';
import type { ChartContext, ChartModel } from './chart-model';
import { drawInTurn } from './draw-in-turn';
import { init } from './echarts';
import type { Formatters } from './formatters';
import { darkTheme, lightTheme } from './theme';

/** Parts are replaced as wholes, series by id: so only marks that moved are seen moving. */
const replaced = ['series', 'title', 'graphic', 'legend', 'grid', 'xAxis', 'yAxis'];

type ChartProps<Select> = {
  /** The chart function, bound to its result. Memoise it: a new function draws anew. */
  build: (context: ChartContext) => ChartModel<Select>;
  format: Formatters;
  /** Says what the chart shows to people who cannot see it. */
  label: string;
  onSelect?: ((select: Select) => void) | undefined;
};

/** Draws a chart function at the width it gets, and turns clicks on marks into what they mean. */
export function Chart<Select>({ build, format, label, onSelect }: ChartProps<Select>) {
  const { ref: sizer, width } = useElementSize<HTMLDivElement>();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const still = useReducedMotion();
  const scheme = useComputedColorScheme('light');
  const rounded = Math.round(width);
  // What a click does may change with every control; drawing anew for that would draw everything twice.
  const clickable = onSelect !== undefined;
  const model = useMemo(
    () => build({ theme: scheme === 'dark' ? darkTheme : lightTheme, format, width: Math.max(rounded, 240) }),
    [build, format, scheme, rounded],
  );

  useEffect(() => {
    if (!box.current || rounded === 0) return;
    const size = { width: rounded, height: model.height };
    chart.current ??= init(box.current, null, { renderer: 'svg', ...size });
    const current = chart.current;
    return drawInTurn(() => {
      // Another size draws everything once more.
      if (current.getWidth() !== size.width || current.getHeight() !== size.height) current.resize(size);
      current.setOption(drawable(model, still, clickable), { replaceMerge: replaced });
    });
  }, [model, rounded, still, clickable]);

  useEffect(() => {
    const current = chart.current;
    if (!current || !onSelect) return;
    const click = (hit: Hit) => {
      const { dataIndex = -1, dataType } = hit;
      const seriesId = hit.seriesId ?? idOfSeries(current, hit.seriesIndex);
      const selected = model.select({ seriesId, dataIndex, isEdge: dataType === 'edge' });
      if (selected !== null) onSelect(selected);
    };
    current.on('click', click);
    return () => {
      current.off('click', click);
    };
  }, [model, onSelect]);

  useEffect(
    () => () => {
      chart.current?.dispose();
      chart.current = null;
    },
    [],
  );

  return (
    <div ref={sizer} style={{ width: '100%', minHeight: model.height }}>
      <div
        ref={box}
        role="img"
        aria-label={label}
        style={{ width: '100%', height: model.height, contain: 'layout style' }}
      />
    </div>
  );
}

/** Lines and areas are told by their place among the series alone. */
function idOfSeries(chart: EChartsType, index: number | undefined): string {
  const { series } = chart.getOption();
  const found: unknown = Array.isArray(series) && index !== undefined ? series[index] : null;
  return typeof found === 'object' && found !== null && 'id' in found ? String(found.id) : '';
}

type Hit = {
  seriesId?: string | undefined;
  seriesIndex?: number | undefined;
  dataIndex?: number | undefined;
  dataType?: string | undefined;
};

function drawable<Select>(model: ChartModel<Select>, still: boolean, clickable: boolean) {
  const { series } = model.option;
  const all = Array.isArray(series) ? series : series ? [series] : [];
  return {
    ...model.option,
    ...(still ? { animation: false } : {}),
    series: clickable ? all : all.map((one) => ({ ...one, cursor: 'default' })),
  };
}
