import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { workbook } from './support/workbook';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

async function inspect(name: string, content: string | Uint8Array) {
  const path = join(engine.home, name);
  await writeFile(path, typeof content === 'string' ? strToU8(content) : content);
  return engine.call('import.inspect', { sources: [`path:${path}`], mapping: {} });
}

const crossTab = (title: string) =>
  `${title}\n\nOwner,Jan 2024,Feb 2024,Mar 2024,Total\nAnn,100,200,300,600\nBo,50,60,70,180\nTotal,150,260,370,780\n\n`;
const pivot = [
  ['Sum of Amount', 'Column Labels'],
  ['Row Labels', 'Won', 'Lost', 'Grand Total'],
  ['Ann', 100, 20, 120],
  ['Grand Total', 100, 20, 120],
];
const deals = [
  ['Deal ID', 'Stage', 'Amount', 'Close Date'],
  ['D1', 'Won', 100, '2024-01-31'],
  ['D2', 'Lost', 20, '2024-02-29'],
];

describe('a report that is no table', () => {
  it('of cross-tabs below each other is refused, and says what to export', async () => {
    await expect(inspect('stacked.csv', crossTab('Won') + crossTab('Lost'))).rejects.toMatchObject({
      code: 'not-a-table',
      message: expect.stringContaining('begin in lines 3, 10'),
      hint: expect.stringContaining('Details Only'),
    });
  });

  it('of a pivot table is refused', async () => {
    const bytes = workbook({ sheets: [{ name: 'Pivot', rows: pivot }] });
    await expect(inspect('pivot.xlsx', bytes)).rejects.toMatchObject({ code: 'not-a-table' });
  });

  it('is passed over beside the table that it is made of', async () => {
    const sheets = [
      { name: 'Pivot', rows: pivot },
      { name: 'Deals', rows: deals },
    ];
    const { files } = await inspect('both.xlsx', workbook({ sheets }));
    expect(files.map(({ file, kind, rowsRead }) => [file, kind, rowsRead])).toEqual([
      ['both.xlsx › Deals', 'opportunities', 2],
    ]);
    expect(files[0]?.warnings[0]).toMatchObject({ code: 'passed-over' });
  });

  it('is not what a regular table with one column a month is', async () => {
    const wide = `Rep,Jan 2024,Feb 2024,Mar 2024\n${'Ann,100,200,300\nBo,50,60,70\n'.repeat(20)}`;
    const { files } = await inspect('wide.csv', wide);
    expect(files).toHaveLength(1);
  });
});
