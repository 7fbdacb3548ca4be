import { describe, expect, test } from 'vitest';
import { definitionsCompare } from '../../src-renderer/charts/definitions-compare';
import { dotInterval, sortGroups } from '../../src-renderer/charts/dot-interval';
import { months } from '../../src-renderer/charts/months';
import { pipelineByStage } from '../../src-renderer/charts/pipeline-by-stage';
import { stageFunnel } from '../../src-renderer/charts/stage-funnel';
import { mostCurves, survivalCurves } from '../../src-renderer/charts/survival-curves';
import { slowestStage, timeInStage } from '../../src-renderer/charts/time-in-stage';
import { context, renderSvg } from './render';
import * as results from './results';

const wide = context(984);
const rates = { overall: 0.36, minimum: 30, unit: 'closed', measure: 'Win rate', field: 'Owner' };

/** Calls a tooltip formatter as ECharts does when a mark of a row is pointed at. */
function tooltipOf(option: unknown, dataIndex: number): string {
  const { tooltip } = option as { tooltip: { formatter: (hit: unknown) => string } };
  return tooltip.formatter({ dataIndex });
}

describe('a click', () => {
  test('on each part of a funnel bar means its deals', () => {
    const { select } = stageFunnel(results.funnel, 'count', wide);
    expect(select({ seriesId: 'entered', dataIndex: 3 })).toEqual({ stage: 'Proposal', part: 'entered' });
    expect(select({ seriesId: 'advanced', dataIndex: 0 })).toEqual({
      stage: 'Qualification',
      part: 'advanced',
    });
    expect(select({ seriesId: 'undecided', dataIndex: 1 })).toEqual({ stage: 'Discovery', part: 'open' });
    expect(select({ seriesId: 'lost', dataIndex: 4 })).toEqual({ stage: 'Negotiation', part: 'lost' });
  });

  test('beside the bars means nothing', () => {
    const { select } = stageFunnel(results.funnel, 'count', wide);
    expect(select({ seriesId: 'naive', dataIndex: 1 })).toBeNull();
    expect(select({ seriesId: 'entered', dataIndex: 99 })).toBeNull();
  });

  test('on a month means the deals created, won or lost in it', () => {
    const { select } = months(results.monthRows, 'count', wide);
    expect(select({ seriesId: 'lost', dataIndex: 2 })).toEqual({ month: '2024-03-01', part: 'lost' });
  });

  test('on a dot means the group of its row after sorting', () => {
    const { select } = dotInterval(results.groups, rates, wide);
    expect(select({ seriesId: 'rate', dataIndex: 4 })).toEqual({ key: null });
    expect(select({ seriesId: 'rate', dataIndex: 0 })).toEqual({ key: 'Anna Snelling' });
  });

  test('on a shape means that definition', () => {
    const { select } = definitionsCompare(results.definitionRows, wide);
    expect(select({ seriesId: 'direct', dataIndex: 2 })).toEqual({ stage: 'Demo', definition: 'direct' });
    expect(select({ seriesId: 'spread', dataIndex: 2 })).toBeNull();
  });
});

describe('names from files', () => {
  test('never become markup in a tooltip', () => {
    const { option } = pipelineByStage(results.longPipeline, 'count', wide);
    expect(tooltipOf(option, 2)).toContain('&lt;b&gt;Demo&lt;/b&gt;');
    expect(tooltipOf(option, 2)).not.toContain('<b>');
  });

  test('never become markup in the drawing', () => {
    const svg = renderSvg(pipelineByStage(results.longPipeline, 'count', wide), 984);
    expect(svg).toContain('&lt;b&gt;Demo');
    expect(svg).not.toContain('<b>');
  });
});

describe('groups', () => {
  test('stand highest first, those of few deals last', () => {
    expect(sortGroups(results.groups, 30).map(({ key }) => key)).toEqual([
      'Anna Snelling',
      'Cecily Lampkin',
      'Darcel Schlecht',
      'New hire with a very long hyphenated-family-name',
      null,
    ]);
  });

  test('with few deals are marked as such in the tooltip', () => {
    const { option } = dotInterval(results.groups, rates, wide);
    expect(tooltipOf(option, 3)).toContain('under 30');
    expect(tooltipOf(option, 1)).not.toContain('under 30');
  });

  test('get a row each, so two hundred owners make a tall chart and not a crowded one', () => {
    const many = dotInterval(results.manyGroups, rates, wide);
    const twice = dotInterval([...results.manyGroups, ...results.manyGroups], rates, wide);
    expect(results.manyGroups).toHaveLength(200);
    expect(twice.height - many.height).toBe(200 * 28);
  });

  test('beyond five have no curve', () => {
    const group = results.curveGroups[0]!;
    const groups = Array.from({ length: 9 }, (_, i) => ({ ...group, key: `${i}`, label: `Group ${i}` }));
    const { option } = survivalCurves(groups, (point) => point.survival, wide);
    expect(option.series).toHaveLength(mostCurves);
  });
});

describe('the slowest stage', () => {
  test('has the longest median', () => {
    expect(slowestStage(results.stageTimes)?.stage).toBe('Proposal');
  });

  test('is not one that few deals visited while others have many', () => {
    const rare = { ...results.stageTimes[0]!, stage: 'Rare', visits: 3, median: 900 };
    expect(slowestStage([...results.stageTimes, rare])?.stage).toBe('Proposal');
  });

  test('is drawn in ink and the others in grey', () => {
    const { option } = timeInStage(results.stageTimes, 'Proposal', wide);
    const [bars] = option.series as { data: { itemStyle: { color: string } }[] }[];
    const colors = bars!.data.map(({ itemStyle }) => itemStyle.color);
    expect(colors).toEqual([wide.theme.bar, wide.theme.bar, wide.theme.bar, wide.theme.ink, wide.theme.bar]);
  });
});

test('the three panels of months share one scale', () => {
  const { option } = months(results.monthRows, 'count', wide);
  const tops = (option.yAxis as { max: number }[]).map(({ max }) => max);
  expect(new Set(tops).size).toBe(1);
  expect(tops[0]).toBeGreaterThanOrEqual(Math.max(...results.monthRows.map(({ created }) => created)));
});

test('the parts of a funnel bar make one whole', () => {
  const { option } = stageFunnel(results.funnel, 'count', wide);
  const series = option.series as { id: string; data: (number | null)[] }[];
  const part = (id: string) => series.find((one) => one.id === id)?.data[2] ?? 0;
  expect(part('advanced') + part('undecided') + part('lost')).toBeCloseTo(1, 12);
});
