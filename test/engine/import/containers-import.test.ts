import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { workbook } from './support/workbook';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

const deals =
  'Opportunity ID,Owner,Stage,Created Date,Close Date,Amount\nA1,Ann,Qualify,2024-01-02,,100\nA2,Bob,Won,2024-01-03,2024-02-20,250\n,Bob,Won,2024-01-04,2024-02-21,9\n';
const accounts = 'Account,Industry\nAcme,Steel\n';

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, content);
  return path;
}

const archive = () =>
  zipSync({
    'crm/../../deals.csv': strToU8(deals),
    'accounts.csv': strToU8(accounts),
    'notes.txt': strToU8('Dear all,\nplease find attached.\n'),
  });

describe('an archive', () => {
  it('is imported table by table, what is no data passed over, rejected rows in a file of a safe name', async () => {
    const path = await file('export.zip', archive());
    const { inspect, report } = await engine.importFiles([path]);
    expect(inspect.decisions).toEqual([]);
    expect(report.files.map((one) => [one.file, one.kind, one.ignored ?? null, one.rowsLoaded])).toEqual([
      ['export.zip › crm/deals.csv', 'opportunities', null, 2],
      ['export.zip › accounts.csv', 'accounts', null, 1],
      ['export.zip › notes.txt', 'opportunities', 'It is a table of unknown kind.', 0],
    ]);
    const rejects = report.files[0]?.rejectsFile ?? '';
    expect(rejects.startsWith(join(engine.home, 'test.rejects'))).toBe(true);
    expect(await readdir(join(engine.home, 'test.rejects'))).toEqual(['import-1-export.zip-crm_deals.csv']);
    expect(await readFile(rejects, 'utf8')).toContain('no opportunity id');
  });

  it('is not loaded twice, nor are its files when they come alone', async () => {
    const again = await engine.importFiles([
      await file('renamed.zip', zipSync({ 'x.csv': strToU8(accounts) })),
    ]);
    expect(again.report.files.map(({ known }) => known)).toEqual([true]);
    const alone = await engine.importFiles([await file('deals.csv', deals)]);
    expect(alone.report.files.map(({ known }) => known)).toEqual([true]);
  });

  it('is corrected by the name of a table, and of what it stands in', async () => {
    const path = await file('export.zip', archive());
    const inspect = await engine.call('import.inspect', {
      sources: [`path:${path}`],
      mapping: {
        'export.zip': { currency: 'EUR' },
        'export.zip › crm/deals.csv': { columns: { owner: null } },
      },
    });
    expect(inspect.files[0]?.mapping.owner).toBeUndefined();
    const corrected = await engine.call('import.remap', {
      staging: inspect.staging,
      file: 'export.zip › accounts.csv',
      mapping: { encoding: 'Latin-1', delimiter: ';' },
    });
    expect(corrected.files[1]).toMatchObject({ encoding: 'iso-8859-1', delimiter: ';' });
    await engine.call('import.discard', { staging: inspect.staging });
  });
});

describe('a workbook', () => {
  it('is imported sheet by sheet, and known when it is saved again', async () => {
    const rows = [
      ['Opportunity ID', 'Stage', 'Created Date', 'Amount'],
      ['W1', 'Won', '2024-03-01', 5],
    ];
    const first = await engine.importFiles([
      await file('book.xlsx', workbook({ sheets: [{ name: 'Deals', rows }] })),
    ]);
    expect(first.report.files).toMatchObject([
      { file: 'book.xlsx › Deals', container: ['book.xlsx'], format: 'xlsx', delimiter: '', known: false },
    ]);
    const saved = workbook({ sheets: [{ name: 'Deals', rows }], formats: ['0.00'] });
    const second = await engine.importFiles([await file('copy.xlsx', saved)]);
    expect(second.report.files[0]).toMatchObject({ known: true });
  });
});

it('two files of the same name are told apart', async () => {
  const paths = [
    await file('one.csv', `${deals}B1,Cy,Won,2024-05-01,2024-05-02,1\n`),
    await file('one.csv', deals),
  ];
  const inspect = await engine.call('import.inspect', { sources: paths.map((path) => `path:${path}`) });
  expect(inspect.files.map((one) => one.file)).toEqual(['one.csv', 'one.csv (2)']);
  await engine.call('import.discard', { staging: inspect.staging });
});

describe('a folder', () => {
  it('is imported file by file in the order of their names, what is no table passed over', async () => {
    const folder = join(engine.home, 'export');
    await mkdir(join(folder, 'inner'), { recursive: true });
    for (const n of [10, 2])
      await writeFile(join(folder, `deals-${n}.csv`), `${deals}F${n},Di,Won,2024-06-01,2024-06-02,1\n`);
    await writeFile(join(folder, 'logo.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
    await writeFile(join(folder, '.hidden.csv'), deals);
    const inspect = await engine.call('import.inspect', { sources: [`path:${folder}`] });
    expect(inspect.files.map((one) => one.file)).toEqual(['deals-2.csv', 'deals-10.csv']);
    expect(inspect.files[0]?.warnings[0]?.message).toBe(
      'logo.png is a PNG image, not a table. It is passed over.',
    );
    await engine.call('import.discard', { staging: inspect.staging });
  });

  it('without files is refused', async () => {
    const folder = join(engine.home, 'nothing');
    await mkdir(folder, { recursive: true });
    await expect(engine.call('import.inspect', { sources: [`path:${folder}`] })).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});

describe('reading is cancelled', () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => [`D${i}`, 'Won', '2024-01-01', i]);
  const lines = rows
    .map(([id, stage, day, amount]) => `${JSON.stringify({ id, stage, day, amount })}\n`)
    .join('');

  it.each([
    [
      'a workbook',
      'big.xlsx',
      () => workbook({ sheets: [{ name: 'S', rows: [['Deal ID', 'Stage', 'Created', 'Amount'], ...rows] }] }),
    ],
    [
      'an archive',
      'big.zip',
      () => zipSync({ 'a.csv': strToU8(`Deal ID,Stage,Created,Amount\n${rows.join('\n')}`) }),
    ],
    ['NDJSON', 'big.ndjson', () => lines],
  ])('in the middle of %s, with nothing left behind', async (_what, name, make) => {
    const path = await file(name, make());
    const stop = new AbortController();
    const seen: string[] = [];
    const running = engine.call(
      'import.inspect',
      { sources: [`path:${path}`] },
      {
        signal: stop.signal,
        onProgress({ step }) {
          seen.push(step);
          stop.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen[0]).toBe(`Copying ${name}`);
    const scratch = (await readdir(engine.home)).filter(
      (one) => one.includes('scratch') || one.startsWith('test.weir.'),
    );
    for (const folder of scratch) {
      const inside = await readdir(join(engine.home, folder)).catch(() => []);
      expect(inside.filter((one) => one.startsWith('import-'))).toEqual([]);
    }
  });
});
