import { readdir, readFile } from 'node:fs/promises';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './support/staged';
import { type CellSpec, shared, workbook } from './support/workbook';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const csv = 'Deal ID,Stage\nD1,Won\n';
const stage = (content: string | Uint8Array, name: string) => bench.stageAll(content, name);

/** An archive whose directory says other sizes than the truth. */
function withSize(files: Zippable, size: number): Buffer {
  const bytes = Buffer.from(zipSync(files));
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
    bytes.writeUInt32LE(size, at + 24);
  return bytes;
}

describe('a file that is made to do harm', () => {
  it('unpacks to more than it may: refused by what its directory says', async () => {
    const bytes = withSize({ 'deals.csv': strToU8(csv) }, 4_000_000_000);
    await expect(stage(bytes, 'bomb.zip')).rejects.toMatchObject({ code: 'file-too-large' });
  });

  it('unpacks to more than its directory says: refused at the first byte too many', async () => {
    const bytes = withSize({ 'deals.csv': strToU8(csv.repeat(1000)) }, 100);
    await expect(stage(bytes, 'liar.zip')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('is gzip that never ends: refused on the way, with nothing left on the disk', async () => {
    const part = gzipSync(Buffer.alloc(32 * 1024 * 1024, 'a,b,c,d\n'));
    const bomb = Buffer.concat(Array.from({ length: 20 }, () => part));
    await expect(stage(bomb, 'bomb.gz')).rejects.toMatchObject({ code: 'file-too-large' });
    expect((await readdir(bench.folder)).filter((name) => name.startsWith('source'))).toEqual([]);
  }, 30_000);

  it('holds more files than an export has', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, i) => [`${i}.csv`, new Uint8Array()]),
    );
    await expect(stage(zipSync(files), 'many.zip')).rejects.toMatchObject({ code: 'file-too-large' });
  });

  it('is an archive in an archive in an archive', async () => {
    let bytes: Uint8Array = zipSync({ 'deals.csv': strToU8(csv) });
    for (let i = 0; i < 2; i++) bytes = zipSync({ 'inner.zip': bytes });
    await expect(stage(bytes, 'nested.zip')).rejects.toMatchObject({ code: 'file-unreadable' });
    let packed = gzipSync(csv);
    for (let i = 0; i < 8; i++) packed = gzipSync(packed);
    await expect(stage(packed, 'nested.gz')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it.each([
    '../../../etc/passwd.csv',
    '/etc/cron.d/x.csv',
    'C:\\Windows\\x.csv',
    '..\\..\\x.csv',
    `${'a/'.repeat(400)}x.csv`,
  ])('names its entry %s: a name to show and nothing more', async (name) => {
    const before = await readdir(bench.folder);
    const [table] = await stage(zipSync({ [name]: strToU8(csv) }), 'slip.zip');
    expect(table?.file.name).not.toContain('..');
    expect(table?.file.name.length).toBeLessThan(220);
    const fresh = (await readdir(bench.folder)).filter((file) => !before.includes(file));
    expect(fresh.every((file) => /^(source-\d+\.csv|slip\.zip)$/.test(file))).toBe(true);
  });
});

describe('a workbook that is made to do harm', () => {
  const laughs = `<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}"><!ENTITY c "${'&b;'.repeat(10)}">]>`;
  const outside = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const rows: CellSpec[][] = [
    [shared(0), 'Stage'],
    ['D1', 'Won'],
  ];

  it.each([
    ['entities that multiply', `${laughs}<sst><si><t>&c;</t></si></sst>`],
    ['an entity of another file', `${outside}<sst><si><t>&x;</t></si></sst>`],
    ['an entity that nobody declared', '<sst><si><t>&x;</t></si></sst>'],
    ['tags that do not end', '<sst><si><t>x</si>'],
    ['a text without end', `<sst><si><t>${'x'.repeat(20_000_000)}</t></si></sst>`],
  ])('has %s: refused', async (_what, xml) => {
    const bytes = workbook({ sheets: [{ name: 'S', rows }], more: { 'xl/sharedStrings.xml': strToU8(xml) } });
    await expect(stage(bytes, 'evil.xlsx')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it.each([
    ['a cell beyond the last column', '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'],
    ['a row beyond the last one', '<row r="99999999999"><c><v>1</v></c></row>'],
    ['rows out of order', '<row r="5"><c><v>1</v></c></row><row r="5"><c><v>1</v></c></row>'],
    ['a row that is no number', '<row r="x"><c><v>1</v></c></row>'],
  ])('has %s: refused', async (_what, xml) => {
    const sheet = strToU8(`<worksheet><sheetData>${xml}</sheetData></worksheet>`);
    const links = strToU8(
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/other.xml"/></Relationships>',
    );
    const pointed = workbook({
      sheets: [{ name: 'S', rows: [] }],
      more: { 'xl/worksheets/other.xml': sheet, 'xl/_rels/workbook.xml.rels': links },
    });
    await expect(stage(pointed, 'evil.xlsx')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('has rows whose last cell is far to the right: refused before they fill the disk', async () => {
    const far = Array.from(
      { length: 40_000 },
      (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`,
    );
    const sheet = strToU8(`<worksheet><sheetData>${far.join('')}</sheetData></worksheet>`);
    const links = strToU8(
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/other.xml"/></Relationships>',
    );
    const bytes = workbook({
      sheets: [{ name: 'S', rows: [] }],
      more: { 'xl/worksheets/other.xml': sheet, 'xl/_rels/workbook.xml.rels': links },
    });
    await expect(stage(bytes, 'wide.xlsx')).rejects.toMatchObject({ code: 'file-too-large' });
  }, 30_000);

  it('nests tags a hundred thousand deep: read or refused, in no time', async () => {
    const deep = strToU8(`<sst>${'<si>'.repeat(100_000)}${'</si>'.repeat(100_000)}</sst>`);
    const bytes = workbook({
      sheets: [
        {
          name: 'S',
          rows: [
            ['Deal', 'Stage'],
            ['1', 'Won'],
          ],
        },
      ],
      more: { 'xl/sharedStrings.xml': deep },
    });
    expect((await stage(bytes, 'deep.xlsx'))[0]?.file.rows).toBe(1);
  });

  it('has formulas, links and scripts as sheet names and texts: they stay text', async () => {
    const bytes = workbook({
      sheets: [
        {
          name: "=cmd|'/c calc'!A1\"; DROP TABLE raw.t0; --",
          rows: [
            ['Deal', 'Stage'],
            ['=1+1', '@SUM(A1)'],
          ],
        },
      ],
    });
    const [table] = await stage(bytes, 'formula.xlsx');
    expect(await readFile(table?.source.file ?? '', 'utf8')).toBe('Deal,Stage\n=1+1,@SUM(A1)\n');
  });
});

describe('JSON that is made to do harm', () => {
  it.each([
    ['lists', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['objects', `[${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}]`],
    ['lists in a record', `[{"a":${'['.repeat(20_000)}1${']'.repeat(20_000)}}]`],
  ])('nests %s without end: read or refused, never a crash', async (_what, text) => {
    const result = await stage(text, 'deep.json').catch((error: unknown) => error);
    if (result instanceof Error) expect(result).toMatchObject({ code: 'file-unreadable' });
    else expect(result).toHaveLength(1);
  });

  it('has fields named like SQL and paths: they are names of columns', async () => {
    const record = {
      "a' || (SELECT 1) || '": '1',
      'b"c': '2',
      '$.d[*]': '3',
      'e.f': '4',
      '': '5',
      'g\\h': '6',
      'i/j~k': '7',
    };
    const [table] = await stage(JSON.stringify([record]), 'names.json');
    const [, values] = (await readFile(table?.source.file ?? '', 'utf8')).split('\n');
    expect(values).toBe('1,2,3,4,5,6,7');
  });

  it('has more fields than a table has columns', async () => {
    const record = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}`, i]));
    await expect(stage(JSON.stringify([record]), 'wide.json')).rejects.toMatchObject({
      code: 'file-too-large',
    });
  });
});

it('bytes that only begin like an archive are refused', async () => {
  const noise = deflateRawSync(Buffer.from(csv));
  for (const start of [
    [0x50, 0x4b, 0x03, 0x04],
    [0x50, 0x4b, 0x05, 0x06],
    [0x1f, 0x8b, 8, 0],
    [0x50, 0x41, 0x52, 0x31],
  ]) {
    const bytes = Buffer.concat([Buffer.from(start), noise, Buffer.alloc(100, 7)]);
    await expect(stage(bytes, 'noise')).rejects.toMatchObject({ code: 'file-unreadable' });
  }
});
