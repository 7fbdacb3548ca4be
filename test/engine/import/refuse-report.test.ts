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

  it.each([
    [
      'of Salesforce, stages across and owners down',
      'Opportunity Owner  ↑,Stage  →,Prospecting,Proposal/Price Quote,Closed Won,Total\nAna Lopez,Sum of Amount,"USD 1,200.00",USD 300.00,,"USD 1,500.00"\nBo Chen,Sum of Amount,USD 400.00,,"USD 2,000.50","USD 2,400.50"\nTotal,Sum of Amount,"USD 1,600.00",USD 300.00,"USD 2,000.50","USD 3,900.50"\n',
    ],
    [
      'with a title above it and subtotals of teams',
      'Pipeline by month\n\nTeam,Owner,Jan 2024,Feb 2024,Mar 2024\nWest,Ana,100,,50\n,Bo,20,30,\nSubtotal,,120,30,50\nEast,Carla,5,5,5\nSubtotal,,5,5,5\nGrand Total,,125,35,55\n',
    ],
    ['with stages across and one total row', '담당,리드,제안,수주\n김민수,3,2,1\n이서연,4,,2\n합계,7,2,3\n'],
  ])('is refused where it is one matrix %s', async (_what, text) => {
    await expect(inspect('matrix.csv', text)).rejects.toMatchObject({ code: 'not-a-table' });
  });

  it('is not what a list with the days that deals spent in each stage and their sum is', async () => {
    const days =
      'Deal ID,Stage,Prospecting,Proposal,Negotiation,Total\nD1,Won,3,4,5,12\nD2,Lost,1,,,1\nD3,Demo,2,2,,4\n';
    const { files } = await inspect('days.csv', days);
    expect(files[0]).toMatchObject({ kind: 'opportunities', rowsRead: 3 });
  });

  it('is not what a regular table with one column a month is', async () => {
    const wide = `Rep,Jan 2024,Feb 2024,Mar 2024\n${'Ann,100,200,300\nBo,50,60,70\n'.repeat(20)}`;
    const { files } = await inspect('wide.csv', wide);
    expect(files).toHaveLength(1);
  });
});
