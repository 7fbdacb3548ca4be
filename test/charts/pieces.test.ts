import { describe, expect, test } from 'vitest';
import { tableCsv, tableText } from '../../src-renderer/charts/chart-export';
import { type ChartTable, numberCell, textCell } from '../../src-renderer/charts/chart-model';
import { pointAt, thinCurve } from '../../src-renderer/charts/curve';
import { spreadOut } from '../../src-renderer/charts/edge-labels';
import {
  cutText,
  dayStep,
  inTwoLines,
  nameWidth,
  roomForNames,
  ticksFor,
} from '../../src-renderer/charts/marks';
import { repHeatMap } from '../../src-renderer/charts/rep-heat-map';
import { shareEnd } from '../../src-renderer/charts/share-axis';
import { intervalsOf } from '../../src-renderer/charts/whiskers';
import { context } from './render';
import * as team from './rep-results';
import { curve } from './results';

const table: ChartTable<never> = {
  columns: [
    { label: 'Owner', numeric: false },
    { label: 'Value', numeric: true },
  ],
  rows: [
    { select: null, cells: [textCell('=HYPERLINK("http://x")'), numberCell(1234.5, () => '1,234.5')] },
    { select: null, cells: [textCell('Smith, "Al"'), numberCell(-2, () => '−2')] },
    { select: null, cells: [textCell('a\tb\nc'), numberCell(null, () => '–')] },
  ],
};

describe('figures leave the window', () => {
  test('as CSV with raw numbers, quoted where needed, and never as a formula', () => {
    expect(tableCsv(table)).toBe(
      '\uFEFFOwner,Value\r\n"\'=HYPERLINK(""http://x"")",1234.5\r\n"Smith, ""Al""",-2\r\n"a\tb\nc",\r\n',
    );
  });

  test('as text as people read them, one line a row', () => {
    expect(tableText(table)).toBe('Owner\tValue\n=HYPERLINK("http://x")\t1,234.5\nSmith, "Al"\t−2\na b c\t–');
  });
});

describe('curves', () => {
  const points = curve(0.01, true);

  test('hold their value until the next change', () => {
    expect(pointAt(points, 12)?.t).toBe(10);
    expect(pointAt(points, 10)?.t).toBe(10);
    expect(pointAt(points, 99_999)?.t).toBe(295);
    expect(pointAt(points, -1)).toBeUndefined();
  });

  test('keep their ends when thinned', () => {
    const thin = thinCurve(points, 7);
    expect(thin).toHaveLength(7);
    expect(thin[0]).toBe(points[0]);
    expect(thin.at(-1)).toBe(points.at(-1));
  });
});

describe('labels at an edge', () => {
  test('are moved apart, in order and inside the limits', () => {
    const tops = spreadOut([100, 101, 102, 300], 17, 0, 300);
    for (const [i, top] of tops.entries()) {
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThanOrEqual(300);
      if (i > 0) expect(top - tops[i - 1]!).toBeGreaterThanOrEqual(17);
    }
  });

  test('stay where they are when there is room', () => {
    expect(spreadOut([20, 120, 280], 17, 0, 300)).toEqual([20, 120, 280]);
  });
});

test('age axes step by weeks, months or years', () => {
  expect(dayStep(40, 6)).toBe(7);
  expect(dayStep(268, 5)).toBe(60);
  expect(dayStep(900, 5)).toBe(180);
  expect(dayStep(4000, 5)).toBe(1825);
});

test('wide scripts get twice the room', () => {
  expect(nameWidth(['商务谈判与合同评审'], { max: 400 })).toBeGreaterThan(
    nameWidth(['Nine chars'], { max: 400 }),
  );
});

describe('axes and marks', () => {
  test('end at the next round share above all that is drawn, and at 20 % where there is nothing', () => {
    expect(shareEnd([0.03, null, 0.012, undefined])).toBe(0.04);
    expect(shareEnd([0.003])).toBe(0.02);
    expect(shareEnd([0.003], 0.004)).toBe(0.004);
    expect(shareEnd([0.81])).toBe(1);
    expect(shareEnd([0, null])).toBe(0.2);
  });

  test('have an interval for each row of which both ends are known', () => {
    const rows = [
      { low: 1, high: 2 },
      { low: null, high: 3 },
      { low: 0, high: 4 },
    ];
    expect(intervalsOf(rows, (row) => row)).toEqual([
      [1, 2, 0],
      [0, 4, 2],
    ]);
  });

  test('break a name that is too wide between words, and give its row the height', () => {
    expect(inTwoLines('Proposal', 120)).toBe('Proposal');
    const long = 'T10 Determine necessity to stop indication';
    expect(inTwoLines(long, 170)).toBe('T10 Determine necessity\nto stop indication');
    expect(inTwoLines('Unbreakable_name_of_a_stage', 60)).toBe('Unbreakable_name_of_a_stage');
    expect(roomForNames(24, ['Proposal'], 170)).toBe(24);
    expect(roomForNames(24, ['Proposal', long], 170)).toBe(33);
    expect(roomForNames(40, [long], 170)).toBe(40);
  });

  test('have as many ticks as figures fit beside each other, four at most', () => {
    expect(ticksFor(600, '12.0M')).toBe(4);
    expect(ticksFor(130, '12.0M')).toBe(2);
    expect(ticksFor(10, '12.0M')).toBe(1);
  });

  test('show the stages of reps that have room, the ones with most deals, and the table has all', () => {
    const stages = [
      ...team.repStages,
      ...Array.from({ length: 24 }, (_, at) => ({
        ...team.repStages[1]!,
        stage: `Extra ${at}`,
        rank: 50 + at,
        n: at,
      })),
    ];
    const model = repHeatMap(team.repCells, { stages, minimum: 20, chosen: null }, context(600));
    const shown = model.option.xAxis as { data: string[] };
    expect(shown.data.length).toBeGreaterThan(3);
    expect(shown.data.length).toBeLessThan(8);
    expect(shown.data[0]).toBe('Whole sale');
    expect(shown.data).not.toContain('Extra 0');
    expect(model.table.columns).toHaveLength(1 + stages.length * 4);
  });

  test('cut names to the room they have', () => {
    expect(cutText('Proposal', 120)).toBe('Proposal');
    expect(cutText('A very long name of a stage', 60)).toBe('A very…');
  });
});
