import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberStyle } from '#engine/import/containers/xlsx/number-format';
import { numberText } from '#engine/import/containers/xlsx/number-text';
import { type Bench, openBench } from './support/staged';
import { type CellSpec, shared, styled, type WorkbookSpec, workbook } from './support/workbook';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const header = ['Deal ID', 'Stage', 'Created', 'Amount'];

async function sheets(spec: WorkbookSpec, name = 'book.xlsx') {
  const tables = await bench.stageAll(workbook(spec), name);
  return Promise.all(
    tables.map(async ({ file, source }) => ({
      file,
      source,
      lines: (await readFile(source.file, 'utf8')).trimEnd().split('\n'),
    })),
  );
}

async function linesOf(rows: CellSpec[][], more: Partial<WorkbookSpec> = {}): Promise<string[]> {
  const [sheet] = await sheets({ ...more, sheets: [{ name: 'Deals', rows }] });
  return sheet?.lines ?? [];
}

describe('a workbook', () => {
  it('is read by its content, every sheet with rows as a table of its own', async () => {
    const tables = await sheets(
      {
        sheets: [
          { name: 'Deals', rows: [header, ['D1', 'Won', '2024-01-05', 100]] },
          { name: 'Empty', rows: [[], [null]] },
          {
            name: 'Accounts',
            rows: [
              ['Account', 'Industry'],
              ['Acme', 'Steel'],
            ],
          },
          { name: 'hiddenSheet', state: 'veryHidden', rows: [['key', 'value']] },
        ],
      },
      'export.dat',
    );
    expect(tables.map(({ file }) => [file.name, file.container, file.format])).toEqual([
      ['export.dat › Deals', ['export.dat'], 'xlsx'],
      ['export.dat › Accounts', ['export.dat'], 'xlsx'],
    ]);
    expect(tables[0]?.file).toMatchObject({ kind: 'opportunities', rows: 1, encoding: 'utf-8' });
  });

  it('has shared and rich texts joined, without the reading aids of Japanese', async () => {
    const texts = [
      '<t>Name</t>',
      '<r><t>Big </t></r><r><rPr><b/></rPr><t>deal</t></r>',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
      '<t>a_x000A_b &amp; c</t>',
    ];
    const lines = await linesOf(
      [
        [shared(0), 'x'],
        [shared(1), 1],
        [shared(2), 2],
        [shared(3), 3],
      ],
      { shared: texts },
    );
    expect(lines.join('\n')).toBe('Name,x\nBig deal,1\n東京,2\n"a\nb & c",3');
  });

  it('keeps texts that look like numbers, and numbers with the digits they have', async () => {
    const lines = await linesOf([
      ['id', 'code', 'n'],
      ['007', '12345678901234567890', styled('0.30000000000000004', 0)],
      ['1e5', '00', 123456789012345],
      ['x', 'y', styled('1E-7', 0)],
    ]);
    expect(lines.slice(1)).toEqual([
      '007,12345678901234567890,0.3',
      '1e5,00,123456789012345',
      'x,y,0.0000001',
    ]);
  });

  it('writes dates of date formats as days, with the time where there is one, and percents as such', async () => {
    const lines = await linesOf(
      [
        ['a', 'b', 'c', 'd', 'e'],
        [styled(45292, 1), styled(45292.75, 2), styled(0.125, 3), styled(0.12, 4), styled(45292, 5)],
      ],
      { formats: ['dd/mm/yyyy', '[$-409]m/d/yy h:mm AM/PM;@', '0.0%', '#,##0.00 "days"'], builtIn: [14] },
    );
    expect(lines[1]).toBe('2024-01-01,2024-01-01 18:00:00,12.5%,0.12,2024-01-01');
  });

  it('counts days from 1904 where it says so', async () => {
    const lines = await linesOf(
      [
        ['a', 'b'],
        [styled(43830, 1), 'x'],
      ],
      { builtIn: [14], date1904: true },
    );
    expect(lines[1]).toBe('2024-01-01,x');
  });

  it('has empty cells for errors and for formulas that were never computed, and says so', async () => {
    const error: CellSpec = { xml: (r) => `<c r="${r}" t="e"><f>NA()</f><v>#N/A</v></c>` };
    const never: CellSpec = { xml: (r) => `<c r="${r}"><f>1+1</f></c>` };
    const cached: CellSpec = { xml: (r) => `<c r="${r}" t="str"><f>CONCAT("a","b")</f><v>ab</v></c>` };
    const [sheet] = await sheets({
      sheets: [{ name: 'S', rows: [header, ['D1', 'Won', error, never], ['D2', cached, '2024-01-01', 5]] }],
    });
    expect(sheet?.lines).toEqual(['Deal ID,Stage,Created,Amount', 'D1,Won,,', 'D2,ab,2024-01-01,5']);
    expect(sheet?.file.damage.map(({ code, count, samples }) => [code, count, samples])).toEqual([
      ['error-cells', 1, [{ line: 2, value: '#N/A' }]],
      ['formulas-without-values', 1, [{ line: 2, value: '' }]],
    ]);
  });

  it('keeps hidden rows and columns and tells of them, but not of those that Dynamics hides for itself', async () => {
    const rows = [
      ['(Do Not Modify) Opportunity', 'Topic', 'Status', 'Notes'],
      ['a', 'b', 'Won', 'x'],
      ['c', 'd', 'Open', 'y'],
    ];
    const before = '<cols><col min="1" max="1" hidden="1"/><col min="4" max="4" hidden="true"/></cols>';
    const [sheet] = await sheets({
      sheets: [{ name: 'S', rows, before, rowAttributes: { 3: 'hidden="1"' } }],
    });
    expect(sheet?.lines).toHaveLength(3);
    expect(sheet?.file.damage.map(({ code, count }) => [code, count])).toEqual([
      ['hidden-rows', 1],
      ['hidden-columns', 1],
    ]);
    expect(sheet?.file.damage[1]?.message).toContain('Columns D ');
  });

  it('spreads merged texts down and over the last row of a header, but no title and no number', async () => {
    const rows = [
      ['Sales report', null, null, null],
      ['Deal ID', 'Owner', null, 'Amount'],
      ['D1', 'Ann', 'Lee', 7],
      [null, 'Bob', 'Ray', null],
    ];
    const after =
      '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="B2:C2"/><mergeCell ref="A3:A4"/><mergeCell ref="D3:D4"/></mergeCells>';
    const [sheet] = await sheets({ sheets: [{ name: 'S', rows, after }] });
    expect(sheet?.lines).toEqual([
      'Sales report,,,',
      'Deal ID,Owner,Owner,Amount',
      'D1,Ann,Lee,7',
      'D1,Bob,Ray,',
    ]);
  });

  it('counts rows as the sheet does: blank ones, and cells with line breaks', async () => {
    const rows = [
      ['Title'],
      [],
      header,
      ['D1', 'Won\nreally', '2024-01-05', 1],
      [],
      [null, 'Lost', '2024-01-06', 2],
    ];
    const [sheet] = await sheets({ sheets: [{ name: 'S', rows }] });
    expect(sheet?.file.dialect.headerLine).toBe(3);
    const [staged] = await bench.stageAll(workbook({ sheets: [{ name: 'S', rows }] }), 'again.xlsx');
    expect((await staged?.rejects())?.map(({ line }) => line)).toEqual([6]);
  });

  it('is as wide as its widest row, wherever that stands', async () => {
    const rows: CellSpec[][] = Array.from({ length: 700 }, (_, i) => [`D${i}`, i]);
    rows.push(['last', 1, null, 'far']);
    const lines = await linesOf(rows);
    expect(lines[0]).toBe('D0,0,,');
    expect(lines.at(-1)).toBe('last,1,,far');
  });

  it('has the same identity when it is saved again', async () => {
    const rows = [header, ['D1', 'Won', '2024-01-05', 1]];
    const texts = header.map((text) => `<t>${text}</t>`);
    const inline = await sheets({ sheets: [{ name: 'S', rows }] });
    const again = await sheets({
      shared: texts,
      sheets: [{ name: 'T', rows: [header.map((_, i) => shared(i)), rows[1]!] }],
    });
    expect(again[0]?.source.sha256).toBe(inline[0]?.source.sha256);
  });

  it('may have prefixed names and parts with absolute targets', async () => {
    const more = {
      'xl/worksheets/other.xml': new TextEncoder().encode(
        '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Deal</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      ),
      'xl/_rels/workbook.xml.rels': new TextEncoder().encode(
        '<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/worksheets/other.xml"/></Relationships>',
      ),
    };
    const [sheet] = await sheets({ sheets: [{ name: 'S', rows: [] }], more });
    expect(sheet?.lines).toEqual(['Deal,1']);
  });
});

describe('a number of a sheet as text', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [36526, '2000-01-01'],
    [2958465, '9999-12-31'],
    [45292.000011574, '2024-01-01 00:00:01'],
    [45292.999999999, '2024-01-02'],
    [-5, '-5'],
  ])('%d in a date format is %s', (serial, text) => {
    expect(numberText(String(serial), 'date', { from1904: false })).toBe(text);
  });

  it.each([
    ['yyyy\\-mm\\-dd', 'date'],
    ['mmm', 'date'],
    ['[h]:mm:ss', 'elapsed'],
    ['h:mm', 'time'],
    ['General', 'number'],
    ['#,##0.00 [$€-407]', 'number'],
    ['0.00E+00', 'number'],
    ['0%', 'percent'],
    ['"Day "0', 'number'],
    ['[Red]#,##0;[Red]-#,##0', 'number'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
    ['_($* #,##0.00_)', 'number'],
  ])('the format %s is one of a %s', (code, style) => {
    expect(numberStyle(164, code)).toBe(style);
  });
});
