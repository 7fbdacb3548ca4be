import { mkdirSync, writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { workbook } from '../engine/import/support/workbook';
import * as cli from './built-cli';

const weirJson = (args: string[], home: string) => cli.weirJson(args, home, cli.weirHere);

const deals =
  'Opportunity ID,Owner,Stage,Created Date,Amount\nA1,Ann,Won,2024-01-02,100\nA2,Bob,Lost,2024-01-03,80\n';

describe('files of other formats than text', () => {
  const folder = cli.workingFolder();
  const home = folder.path('home');
  afterAll(folder.remove);

  function file(name: string, content: string | Uint8Array): string {
    writeFileSync(folder.path(name), content);
    return folder.path(name);
  }

  it('are imported table by table, and corrected by the names that inspect prints', async () => {
    const rows = [
      ['Account', 'Industry'],
      ['Acme', 'Steel'],
    ];
    const archive = zipSync({
      'deals.csv': strToU8(deals),
      'book.xlsx': workbook({ sheets: [{ name: 'Accounts', rows }] }),
      'read me.txt': strToU8('Dear all,\nplease find attached.\n'),
    });
    const path = file('export.zip', archive);
    const { files } = await weirJson(['inspect', path], home);
    expect(files.map(({ file: name, format }: { file: string; format: string }) => [name, format])).toEqual([
      ['export.zip › deals.csv', 'text'],
      ['export.zip › book.xlsx › Accounts', 'xlsx'],
      ['export.zip › read me.txt', 'text'],
    ]);
    const map = file(
      'map.json',
      JSON.stringify({ 'export.zip › deals.csv': { columns: { owner: null } }, 'export.zip': {} }),
    );
    const imported = await weirJson(['import', path, '-w', folder.path('zip.weir'), '--map', map], home);
    expect(imported).toMatchObject({
      opportunities: 2,
      files: [{ rowsLoaded: 2 }, { rowsLoaded: 1 }, { rowsLoaded: 0 }],
    });
    expect(imported.files[0].mapping.owner).toBeUndefined();
  });

  it('are found in a folder', async () => {
    mkdirSync(folder.path('export'), { recursive: true });
    file('export/deals.csv', deals);
    file(
      'export/more.json',
      '[{"Opportunity ID":"A3","Stage":"Won","Created Date":"2024-02-01","Amount":5}]',
    );
    const imported = await weirJson(
      ['import', folder.path('export'), '-w', folder.path('folder.weir')],
      home,
    );
    expect(imported.opportunities).toBe(3);
  });

  it('with a header alone are inspected', async () => {
    const book = workbook({
      sheets: [{ name: 'Deals', rows: [['Opportunity ID', 'Stage', 'Created Date', 'Amount']] }],
    });
    const { files } = await weirJson(['inspect', file('head.xlsx', book)], home);
    expect(files).toMatchObject([
      { file: 'head.xlsx › Deals', kind: 'opportunities', rowsRead: 0, delimiter: '' },
    ]);
  });

  it('in a doubtful encoding show what they could be', async () => {
    const path = file('doubt.csv', iconv.encode(`${deals}A3,Çelik,Won,2024-01-02,5\n`, 'windows-1252'));
    const { files } = await weirJson(['inspect', path], home);
    expect(files[0].encodings[0]).toMatchObject({
      encoding: 'windows-1252',
      sample: 'A3,Çelik,Won,2024-01-02,5',
    });
    const map = file('doubt.json', JSON.stringify({ encoding: 'CP1254' }));
    const again = await weirJson(['inspect', path, '--map', map], home);
    expect(again.files[0].encoding).toBe('windows-1254');
  });
});
