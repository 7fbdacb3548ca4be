import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strayLines } from '#engine/import/damage/stray-lines';
import { mappingOf } from '#engine/import/file-report';
import { type Bench, openBench, type Staged } from './support/staged';
import { workbook } from './support/workbook';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;
const rejected = ({ malformed }: Staged) => malformed.map(({ line, reason }) => [line, reason]);
const total = 'a total of other rows';
const group = 'the name of a group of rows';

async function rawRows({ file, query }: Staged): Promise<string[][]> {
  const rows = await query(`FROM raw."${file.raw}" ORDER BY rowid`);
  return rows.map((row) => file.dialect.headers.map((name) => String(row[name] ?? '')));
}
const firstCells = async (staged: Staged, n: number) =>
  (await rawRows(staged)).map((row) => row.slice(0, n).join('|'));

describe('a grouped report', () => {
  it('of Salesforce with subtotals has the stage and the owner in every row', async () => {
    const staged = await bench.stage(
      lines(
        '"Stage  ↑","Opportunity Owner  ↑","Opportunity Name","Account Name","Amount","Close Date"',
        '"Prospecting","Ana Lopez","Pumps","Acme","USD 1,200.00","2024-03-01"',
        '"","","Valves","","USD 300.00","2024-03-09"',
        '"","Subtotal","Sum","","USD 1,500.00",""',
        '"","","Count","","2",""',
        '"","Bo Chen","Pipes","Beta","USD 400.00","2024-04-01"',
        '"","Subtotal","Sum","","USD 400.00",""',
        '"","","Count","","1",""',
        '"Subtotal","","Sum","","USD 1,900.00",""',
        '"","","Count","","3",""',
        '"Closed Won","Ana Lopez","Tanks","Cato","USD 2,000.00","2024-01-15"',
        '"","","Fans","Dora","","2024-01-20"',
        '"","Subtotal","Sum","","USD 2,000.00",""',
        '"Subtotal","","Sum","","USD 2,000.00",""',
        '"Total","","Sum","","USD 3,900.00",""',
        '"Confidential Information - Do Not Distribute"',
      ),
    );
    expect(await firstCells(staged, 3)).toEqual([
      'Prospecting|Ana Lopez|Pumps',
      'Prospecting|Ana Lopez|Valves',
      'Prospecting|Bo Chen|Pipes',
      'Closed Won|Ana Lopez|Tanks',
      'Closed Won|Ana Lopez|Fans',
    ]);
    expect((await rawRows(staged)).map((row) => row[3])).toEqual(['Acme', '', 'Beta', 'Cato', 'Dora']);
    expect(rejected(staged).slice(0, -1)).toEqual(
      [4, 5, 7, 8, 9, 10, 13, 14, 15].map((line) => [line, total]),
    );
    expect(staged.file).toMatchObject({
      rows: 5,
      kind: 'opportunities',
      groups: ['Stage ↑', 'Opportunity Owner ↑'],
    });
    expect(mappingOf(staged.file)).toMatchObject({ stage: 'Stage ↑', owner: 'Opportunity Owner ↑' });
    expect(staged.file.warnings).toContainEqual(expect.objectContaining({ code: 'grouped-report' }));
  });

  it('without subtotals is filled down where its groups are in order and none has one row', async () => {
    const staged = await bench.stage(
      lines(
        'Owner,Deal ID,Stage,Amount',
        ...['Ana', 'Bo', 'Carla'].flatMap((owner, g) =>
          [0, 1, 2].map((i) => `${i === 0 ? owner : ''},D${g}${i},${i === 1 ? 'Won' : 'Demo'},${100 + i}`),
        ),
      ),
    );
    expect((await staged.converted()).map(({ owner }) => owner).join()).toBe(
      'Ana,Ana,Ana,Bo,Bo,Bo,Carla,Carla,Carla',
    );
  });

  it('of a workbook is read the same', async () => {
    const rows = [
      ['Owner', 'Deal ID', 'Stage', 'Amount'],
      ['Bo', 'D1', 'Demo', 5],
      ['', 'D2', 'Won', 6],
      ['Bo Total', '', '', 11],
      ['Ana', 'D3', 'Demo', 7],
      ['', 'D4', 'Lost', 8],
      ['Ana Total', '', '', 15],
      ['Grand Total', '', '', 26],
    ];
    const [staged] = await bench.stageAll(workbook({ sheets: [{ name: 'Report', rows }] }), 'report.xlsx');
    expect((await staged!.converted()).map(({ owner }) => owner)).toEqual(['Bo', 'Bo', 'Ana', 'Ana']);
    expect(rejected(staged!).map(([line]) => line)).toEqual([4, 7, 8]);
  });
});

describe('a report with a line for each group', () => {
  const header = 'Opportunity ID,Opportunity Name,Opportunity Owner,Amount,Close Date';

  it('has what the line says in a column of its name', async () => {
    const staged = await bench.stage(
      lines(
        header,
        'Stage: Prospecting (2 records),,,,',
        '006A,Pumps,Ana,1200,2024-03-01',
        '006B,Valves,Bo,300,2024-03-09',
        ',,,1500,',
        'Stage: Closed Won (1 record),,,400,',
        '006C,Pipes,Ana,400,2024-01-15',
        'Grand Totals (3 records),,,1900,',
      ),
    );
    expect(staged.file.dialect.headers).toEqual([...header.split(','), 'Stage']);
    const loaded = (await staged.converted()).filter(({ id }) => id !== null);
    expect(loaded.map(({ id, stage }) => `${id} ${stage}`)).toEqual([
      '006A Prospecting',
      '006B Prospecting',
      '006C Closed Won',
    ]);
    expect(rejected(staged)).toEqual([
      [2, group],
      [5, total],
      [6, group],
      [8, total],
    ]);
    expect(strayLines(staged.malformed)).toContainEqual(
      expect.objectContaining({ code: 'groups-among-rows', count: 2 }),
    );
  });

  it('has bare words for stages as stages, though its lines have one cell alone', async () => {
    const staged = await bench.stage(
      lines(
        header,
        'Proposal',
        '006A,Pumps,Ana,1200,2024-03-01',
        '',
        'Closed Won',
        '006B,Valves,Bo,300,2024-03-09',
      ),
    );
    expect((await staged.converted()).map(({ stage }) => stage)).toEqual(['Proposal', 'Closed Won']);
    expect(rejected(staged)).toEqual([
      [2, group],
      [5, group],
    ]);
  });

  it('has it in the first column where the header names that', async () => {
    const staged = await bench.stage(
      lines('Stage,Deal ID,Amount', 'Lead,,', ',D1,100', ',D2,200', 'Won,,', ',D3,300', 'Total,,600'),
    );
    expect((await staged.converted()).map(({ id, stage }) => `${id} ${stage}`)).toEqual([
      'D1 Lead',
      'D2 Lead',
      'D3 Won',
    ]);
  });
});

describe('an ordinary table', () => {
  const untouched = async (text: string, rows: number) => {
    const staged = await bench.stage(text);
    expect(staged.file.groups).toEqual([]);
    expect(staged.file.rows).toBe(rows);
    const cells = text.trimEnd().split('\n').slice(1);
    expect((await rawRows(staged)).map((row) => row.join())).toEqual(cells);
  };

  it('keeps the gaps of a first column that is filled here and there', async () => {
    const priorities = ['b', '', 'a', '', '', 'c', '', 'd', '', ''];
    await untouched(
      lines('Priority,Deal ID,Stage,Amount', ...priorities.map((p, i) => `${p},D${i},Demo,${i}`)),
      10,
    );
  });

  it('keeps the gaps of one whose values come in order at its top, as in a list sorted by it', async () => {
    const days = ['2024-06-01', '2024-05-02', '2024-04-03', '2024-03-01', '2024-02-01', '', '', '', '', ''];
    await untouched(
      lines('Closed,Deal ID,Stage,Amount', ...days.map((day, i) => `${day},D${i},Demo,${i}`)),
      10,
    );
  });

  it('keeps ids that are missing, and rows that go on with the deal above', async () => {
    const ids = ['D1', '', '', 'D2', '', '', 'D3', '', ''];
    await untouched(lines('Deal ID,Owner,Stage,Amount', ...ids.map((id, i) => `${id},Ana,Demo,${i}`)), 9);
    await untouched(
      lines(
        'Account,Deal ID,Stage,Amount,Product,Pieces',
        ...['Acme', 'Beta', 'Cato'].flatMap((name, i) => [
          `${name},D${i},Demo,5,Pump,1`,
          `,,,,Valve,${i + 2}`,
          ',,,,Tank,3',
        ]),
      ),
      9,
    );
  });

  it('of random cells keeps all of them, whatever gaps its first column has', async () => {
    const row = fc.tuple(
      fc.constantFrom('', '', 'x', 'y', 'z'),
      fc.constantFrom('', 'Ana', 'Bo'),
      fc.integer({ min: 1, max: 99 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 14 }), async (cells) => {
        fc.pre(
          new Set(cells.map(([flag]) => flag).filter(Boolean)).size < cells.filter(([flag]) => flag).length,
        );
        const rows = cells.map(([flag, owner, amount], i) => `${flag},D${i},${owner},Demo,${amount}`);
        await untouched(lines('Flag,Deal ID,Owner,Stage,Amount', ...rows), cells.length);
      }),
      { numRuns: 30 },
    );
  });
});
