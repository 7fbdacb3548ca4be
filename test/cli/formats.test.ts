import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  amountCell,
  bytesCell,
  daysCell,
  daysIntervalCell,
  momentCell,
  rateCell,
  rateIntervalCell,
} from '../../src-main/hosts/cli/format/cells';
import { csvOfRows, csvText } from '../../src-main/hosts/cli/format/csv';
import { tableText } from '../../src-main/hosts/cli/format/table';

type Row = { name: string | null; n: string };
const columns = [
  { header: 'name', cell: (row: Row) => row.name },
  { header: 'n', align: 'right' as const, cell: (row: Row) => row.n },
];

describe('a table', () => {
  it('aligns text left and numbers right, and shows what is missing as a dash', () => {
    const rows = [
      { name: 'Ann', n: '1,234' },
      { name: null, n: '7' },
    ];
    expect(tableText(columns, rows)).toBe('name      n\nAnn   1,234\n–         7\n');
  });

  it('counts a wide character as two columns', () => {
    const lines = tableText(columns, [
      { name: '华为技术', n: '1' },
      { name: '영업기회', n: '22' },
      { name: 'Łódź 🧮', n: '333' },
    ]).split('\n');
    expect(new Set(lines.filter(Boolean).map((line) => stringWidth(line))).size).toBe(1);
  });

  it('keeps escape sequences, direction marks and line breaks of the data off the terminal', () => {
    const text = tableText(columns, [{ name: '\u001b[31mred\u202Egnp\nx\u0007', n: '1' }]);
    expect(text.split('\n')[1]).toBe(' [31mred gnp x   1');
  });

  it('shortens long text', () => {
    const line = tableText(columns, [{ name: 'x'.repeat(100_000), n: '1' }]).split('\n')[1] ?? '';
    expect(line).toMatch(/^x{59}… {2}1$/);
  });

  it('holds a hundred thousand rows', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => ({ name: 'a', n: String(i) }));
    expect(tableText(columns, rows).split('\n')).toHaveLength(100_002);
  });
});

describe('cells', () => {
  it('print rates as percent with their interval', () => {
    expect(rateCell(0.519439)).toBe('51.9 %');
    expect(rateIntervalCell(0.519439, 0.508, 0.53)).toBe('51.9 % (50.8–53.0)');
    expect(rateIntervalCell(0.5, null, null)).toBe('50.0 %');
    expect(rateIntervalCell(null, null, null)).toBe('–');
    expect(rateIntervalCell(1, 0, 1)).toBe('100.0 % (0.0–100.0)');
  });

  it('leave the end of an interval open where it is not reached', () => {
    expect(daysIntervalCell(69, 67, 71.25)).toBe('69 (67–71.3)');
    expect(daysIntervalCell(69, 67, null)).toBe('69 (67–)');
    expect(daysIntervalCell(null, null, null)).toBe('–');
  });

  it('print amounts with thousands and cents where there are any', () => {
    expect(amountCell(10005534)).toBe('10,005,534');
    expect(amountCell(0.1)).toBe('0.10');
    expect(amountCell(-1234.5)).toBe('-1,234.50');
    expect(amountCell(0)).toBe('0');
    expect(amountCell(null)).toBe('–');
  });

  it('print a moment to the minute, and a day as a day', () => {
    expect(momentCell('2017-03-01T00:00:00')).toBe('2017-03-01');
    expect(momentCell('2017-03-01')).toBe('2017-03-01');
    expect(momentCell('2017-03-01T14:35:50.513')).toBe('2017-03-01 14:35');
    expect(momentCell(null)).toBe('–');
  });

  it('print days to a tenth and bytes in a fitting unit', () => {
    expect(daysCell(47.9854)).toBe('48');
    expect(daysCell(0.5)).toBe('0.5');
    expect(bytesCell(0)).toBe('0 B');
    expect(bytesCell(1_234_567)).toBe('1.2 MB');
  });
});

describe('CSV', () => {
  it('quotes as RFC 4180 says and leaves missing values empty', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['x,y', 'say "hi"'],
          ['two\nlines', null],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",\r\n');
  });

  it('keeps a spreadsheet from running text, and numbers as they are', () => {
    const cells = ['=1+1', '+cmd', '-cmd', '@sum', '\tx', '-12.5', '+49', -3];
    expect(csvText(cells.map(String), []).split(',')).toHaveLength(8);
    expect(
      csvText(
        ['h'],
        cells.map((cell) => [cell]),
      ),
    ).toBe("h\r\n'=1+1\r\n'+cmd\r\n'-cmd\r\n'@sum\r\n'\tx\r\n-12.5\r\n+49\r\n-3\r\n");
  });

  it('names nested values by their path and takes every key of any row', () => {
    expect(
      csvOfRows([
        { a: 1, b: { c: 2 } },
        { a: 3, d: [1, 2] },
      ]),
    ).toBe('a,b.c,d\r\n1,2,\r\n3,,"[1,2]"\r\n');
  });

  it('is empty where there are no rows', () => {
    expect(csvOfRows([])).toBe('');
  });
});
