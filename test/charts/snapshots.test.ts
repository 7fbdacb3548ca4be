import { describe, expect, test } from 'vitest';
import { drawings } from './models';
import { context, optionText, renderSvg } from './render';

const fileName = (name: string) => name.replaceAll(' ', '-');

describe.each(Object.entries(drawings))('the chart %s', (name, { width, draw, large }) => {
  const model = draw(context(width));

  test('is drawn as it was last looked at, with no text that is not a figure', async () => {
    const svg = renderSvg(model, width);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|\[object/);
    if (!large) await expect(svg).toMatchFileSnapshot(`./svg/${fileName(name)}.svg`);
  });

  test('gives ECharts the option that was last looked at', async () => {
    if (!large) await expect(optionText(model)).toMatchFileSnapshot(`./options/${fileName(name)}.txt`);
    expect(optionText(draw(context(width)))).toBe(optionText(model));
  });

  test('has a table with a cell for every column', () => {
    for (const row of model.table.rows) {
      expect(row.cells).toHaveLength(model.table.columns.length);
      expect(row.cellSelects?.length ?? 0).toBeLessThanOrEqual(row.cells.length);
    }
  });
});

test('the dark theme draws the same marks in other colours', () => {
  const { width, draw } = drawings['funnel of three deals']!;
  const light = renderSvg(draw(context(width, 'light')), width);
  const dark = renderSvg(draw(context(width, 'dark')), width);
  expect(dark).not.toBe(light);
  expect(dark.match(/<(path|text)/g)).toEqual(light.match(/<(path|text)/g));
});
