import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { strToU8, type Zippable, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './support/staged';
import { workbook } from './support/workbook';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const csv = 'Deal ID,Stage,Created,Amount\nD1,Won,2024-01-05,100\nD2,Lost,2024-02-05,200\n';
const zip = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ) satisfies Zippable,
  );

async function tables(content: string | Uint8Array, name: string) {
  const staged = await bench.stageAll(content, name);
  return Promise.all(
    staged.map(async ({ file, source, query }) => ({
      file,
      source,
      text: await readFile(source.file, 'utf8'),
      rows: await query(`FROM raw."${file.raw}"`),
    })),
  );
}

describe('gzip', () => {
  it('is unpacked whatever its name says, and is the same content as the plain file', async () => {
    const [packed] = await tables(gzipSync(csv), 'deals.csv');
    const [plain] = await tables(csv, 'deals.csv');
    expect(packed?.file).toMatchObject({
      name: 'deals.csv',
      container: ['deals.csv'],
      rows: 2,
      format: 'text',
    });
    expect(packed?.source.sha256).toBe(plain?.source.sha256);
  });

  it('may be made of several parts, and hold other formats', async () => {
    const parts = Buffer.concat([gzipSync(csv), gzipSync('D3,Won,2024-03-01,5\n')]);
    expect((await tables(parts, 'parts.gz'))[0]?.file.rows).toBe(3);
    expect((await tables(gzipSync('[{"Deal ID":"D1","Stage":"Won"}]'), 'x.json.gz'))[0]?.file).toMatchObject({
      format: 'json',
      rows: 1,
    });
    const book = workbook({
      sheets: [
        {
          name: 'S',
          rows: [
            ['Deal', 'Stage'],
            ['D1', 'Won'],
          ],
        },
      ],
    });
    expect((await tables(gzipSync(book), 'x.gz'))[0]?.file).toMatchObject({ name: 'x.gz › S', rows: 1 });
  });

  it('that ends early is refused', async () => {
    const packed = gzipSync(csv.repeat(200));
    await expect(tables(packed.subarray(0, packed.length - 20), 'cut.gz')).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('cut.gz'),
    });
  });
});

describe('a ZIP archive', () => {
  it('is read file by file, without what programs add for themselves', async () => {
    const found = await tables(
      zip({
        'a/deals.csv': csv,
        '__MACOSX/a/._deals.csv': 'junk',
        'a/.DS_Store': 'junk',
        'b/book.xlsx': workbook({
          sheets: [
            {
              name: 'Accounts',
              rows: [
                ['Account', 'Industry'],
                ['Acme', 'Steel'],
              ],
            },
          ],
        }),
        'inner.zip': zip({ 'history.csv.gz': gzipSync('deal,stage,time\n1,Lead,2024-01-01\n') }),
      }),
      'export.zip',
    );
    expect(found.map(({ file }) => [file.name, file.container])).toEqual([
      ['export.zip › a/deals.csv', ['export.zip']],
      ['export.zip › b/book.xlsx › Accounts', ['export.zip', 'b/book.xlsx']],
      ['export.zip › inner.zip › history.csv.gz', ['export.zip', 'inner.zip', 'history.csv.gz']],
    ]);
  });

  it('passes over what is no table, and says so', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [deals, ...others] = await tables(zip({ 'a.png': png, 'deals.csv': csv, 'none.csv': '' }), 'e.zip');
    expect(others).toEqual([]);
    expect(deals?.source.notes.map(({ message }) => message)).toEqual([
      'e.zip › a.png is a PNG image, not a table. It is passed over.',
    ]);
    await expect(tables(zip({ 'a.png': png }), 'p.zip')).rejects.toMatchObject({ code: 'file-binary' });
  });

  it('has file names in the encoding of the machine that packed it', async () => {
    const name = iconv.encode('商机导出.csv', 'gbk');
    const placeholder = 'x'.repeat(name.length);
    const bytes = Buffer.from(zip({ [placeholder]: csv }));
    for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder)) name.copy(bytes, at);
    expect((await tables(bytes, 'z.zip'))[0]?.file.name).toBe('z.zip › 商机导出.csv');
  });

  it('with a password is refused', async () => {
    const bytes = Buffer.from(zip({ 'deals.csv': csv }));
    // The flags of the local header and of the directory.
    bytes.writeUInt16LE(1, 6);
    bytes.writeUInt16LE(1, bytes.lastIndexOf('PK\u0001\u0002') + 8);
    await expect(tables(bytes, 'secret.zip')).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('password'),
    });
  });

  it('that was damaged on the way is refused, not read as a shorter table', async () => {
    const bytes = Buffer.from(zipSync({ 'deals.csv': [strToU8(csv), { level: 0 }] }));
    bytes[bytes.indexOf('Won')] = 0x4d;
    await expect(tables(bytes, 'bad.zip')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it.each([
    ['an OpenDocument sheet', { 'META-INF/manifest.xml': '<x/>', 'content.xml': '<x/>' }],
    ['a binary workbook', { 'xl/workbook.bin': 'x' }],
    ['a Numbers document', { 'Index/Document.iwa': 'x' }],
  ])('that is %s is refused with a hint', async (_what, files) => {
    await expect(tables(zip(files), 'x.ods')).rejects.toMatchObject({
      code: 'file-binary',
      hint: expect.stringContaining('.xlsx'),
    });
  });
});

describe('JSON', () => {
  const rows = [
    { id: '007', name: 'A', amount: 1.5, owner: { name: 'Ann', team: { region: 'EU' } }, tags: ['x', 'y'] },
    { id: 12345678901234567890n, name: null, closed: true, note: 'a\n"b", c' },
  ];
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `#${value}#` : value)).replace(
    /"#(\d+)#"/,
    '$1',
  );
  const expected =
    'id,name,amount,owner.name,owner.team.region,tags,closed,note\n007,A,1.5,Ann,EU,x; y,,\n12345678901234567890,,,,,,true,"a\n""b"", c"\n';

  it.each([
    ['a list', json],
    ['a list with a mark and blanks', `\uFEFF \n ${json}\n`],
    ['an object with a list in it', `{"paging":{"next":"x"},"tags":["a"],"results":${json}}`],
    ['a list two levels down', `{"d":{"results":${json},"__count":"2"}}`],
    ['a list over many lines', json.replaceAll('{', '\n{\n').replaceAll(',"', ',\n "')],
  ])('that is %s is a table of its records', async (_what, text) => {
    const [table] = await tables(text, 'deals.json');
    expect(table?.text).toBe(expected);
    expect(table?.file).toMatchObject({ format: 'json', rows: 2, encoding: 'utf-8' });
  });

  it.each([
    ['one record a line', (lines: string[]) => lines.join('\n')],
    ['records after each other', (lines: string[]) => lines.join(' ')],
    ['records over several lines', (lines: string[]) => lines.join('\n').replaceAll(',"', ',\n"')],
  ])('of %s is read as NDJSON', async (_what, join) => {
    const lines = json.slice(1, -1).replace('},{"id":1', '}\u0000{"id":1').split('\u0000');
    const [table] = await tables(join(lines), 'deals.json');
    expect(table?.text).toBe(expected);
    expect(table?.file.format).toBe('ndjson');
  });

  it('in UTF-16 is decoded first', async () => {
    const [table] = await tables(iconv.encode('[{"id":"1","name":"李"}]', 'utf-16le', { addBOM: true }), 'x');
    expect(table).toMatchObject({ text: 'id,name\n1,李\n', source: { encoding: 'utf-16le' } });
  });

  it('of a CRM interface has the fields of its records without their wrapper', async () => {
    const answer = {
      results: [
        {
          id: '1',
          properties: {
            dealname: 'A',
            dealstage: 'won',
            amount: '5',
            createdate: '2024-01-02T03:04:05Z',
            id: 'x',
          },
        },
      ],
    };
    const [table] = await tables(JSON.stringify(answer), 'hubspot.json');
    expect(table?.text.split('\n')[0]).toBe('id,dealname,dealstage,amount,createdate,properties.id');
  });

  it('counts records where a line is named', async () => {
    const lines = [
      '{"deal":"1","stage":"Lead\\nx","time":"2024-01-01"}',
      '{"deal":"","stage":"Won","time":"2024-02-01"}',
      '{"deal":"1","stage":"Won","time":"2024-02-01"}',
    ];
    const [staged] = await bench.stageAll(lines.join('\n'), 'log.ndjson');
    expect(staged?.file.kind).toBe('stage-history');
    expect(await staged?.rejects()).toMatchObject([{ line: 2 }]);
  });

  it.each([
    ['cut off', '[{"id":1},{"id":', 'file-unreadable'],
    ['of wrong brackets', '[{"id":1]}', 'file-unreadable'],
    ['of wrong values', '[{"id":1},{"id":nope}]', 'file-unreadable'],
    ['of numbers', '[[1,2],[3,4]]', 'file-unreadable'],
    ['without records', '{"a":1,"b":[]} {"c":[1]} 5', 'file-unreadable'],
  ])('%s is refused with a reason', async (_what, text, code) => {
    await expect(tables(text, 'bad.json')).rejects.toMatchObject({ code });
  });
});

describe('Parquet', () => {
  it('is a table with texts in ISO form, inner structures with dots and lists joined', async () => {
    const path = join(bench.folder, 'made.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`COPY (
      SELECT '007' AS id, 12.50::DECIMAL(10, 2) AS amount, DATE '2024-01-02' AS day, TIMESTAMP '2024-01-02 03:04:05' AS at,
        TIMESTAMPTZ '2024-01-02 03:04:05+02' AS instant, {'name': 'Ann', 'team': {'region': 'EU'}} AS owner,
        ['x', 'y'] AS tags, TRUE AS won, NULL::VARCHAR AS nothing
    ) TO '${path}' (FORMAT parquet)`);
    const [table] = await tables(await readFile(path), 'deals.csv');
    expect(table?.text).toBe(
      'id,amount,day,at,instant,owner.name,owner.team.region,tags,won,nothing\n007,12.50,2024-01-02,2024-01-02 03:04:05,2024-01-02 01:04:05Z,Ann,EU,x; y,true,\n',
    );
    expect(table?.file).toMatchObject({ format: 'parquet', rows: 1 });
  });

  it('that is damaged is refused', async () => {
    await expect(tables('PAR1 and nothing more', 'x.parquet')).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});

it('what fails leaves nothing in scratch', async () => {
  const before = await readdir(bench.folder);
  for (const [name, content] of [
    ['bad.zip', zip({ 'bad.json': '[{"id":1},{"id":nope}]' })],
    ['bad.gz', gzipSync('[{"id":1},{"id":')],
    ['bad.parquet', 'PAR1 and nothing more'],
  ] as const) {
    await expect(tables(content, name)).rejects.toMatchObject({ code: 'file-unreadable' });
  }
  const after = (await readdir(bench.folder)).filter((name) => !before.includes(name));
  expect(after.filter((name) => name.startsWith('source'))).toEqual([]);
});
