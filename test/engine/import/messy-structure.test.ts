import { readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rawTable } from '#engine/import/raw-table';
import { identifier } from '#engine/query/sql-text';
import { dataFolder, describeShared } from '../../support/vectors';
import { type Bench, openBench, type Staged } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** The raw rows of a staged file, as text, an empty cell as ''. */
async function rawRows({ file, query }: Staged): Promise<string[][]> {
  const { headers } = file.dialect;
  const rows = await query(
    `SELECT ${headers.map((name, i) => `${identifier(name)} AS c${i}`).join(', ')} FROM ${rawTable(file.raw)} ORDER BY rowid`,
  );
  return rows.map((row) => headers.map((_, i) => String(row[`c${i}`] ?? '')));
}

const folder = `${dataFolder}messy_structure/`;
const read = (name: string) => Papa.parse<string[]>(readFileSync(name, 'utf8').trimEnd()).data;

/** Unquoted names with blanks in a file cut by blanks: how many cells they are cannot be known. */
const cutByBlanks = 'file_field_delimiter_0x20.csv';
/** Quotes that were doubled inside cells in other quotes: whether one or two were meant cannot be known. */
const doubledInOthers = 'file_quotation_char_0x27.csv';
const empty = 'file_no_payload.csv';

describeShared('data/messy_structure', 'a table polluted in its structure', () => {
  const names = readdirSync(`${folder}polluted`).filter((name) => ![cutByBlanks, empty].includes(name));

  it.each(names)('loads to its clean form: %s', async (name) => {
    const mapping = name.includes('multitable') ? { table: 1 } : {};
    const staged = await bench.stageFile(`${folder}polluted/${name}`, mapping);
    const [header = [], ...rows] = read(`${folder}clean/${name}`);
    const clean = name === 'file_no_header.csv' ? [header, ...rows] : rows;
    const wanted =
      name === doubledInOthers ? clean.map((row) => row.map((cell) => cell.replace('"', '""'))) : clean;
    expect(await rawRows(staged)).toEqual(wanted);
    expect(staged.malformed).toEqual([]);
    if (name === 'file_no_header.csv') return;
    // Where rows of the header say the same, it is said once.
    expect(staged.file.dialect.headers).toEqual(
      header.map((cell) => [...new Set(cell.split(' '))].join(' ')),
    );
  });

  it.each(['less', 'more', 'same'])(
    'asks which of two tables is meant, the second with %s columns',
    async (which) => {
      const path = `${folder}polluted/file_multitable_${which}.csv`;
      const { file } = await bench.stageFile(path);
      expect(file.tables.map(({ line, rows }) => [line, rows])).toEqual([
        [1, 83],
        [85, 82],
      ]);
      expect(file.decisions[0]).toMatchObject({
        code: 'table',
        choices: [{ map: { table: 1 } }, { map: { table: 2 } }],
      });
      const second = await bench.stageFile(path, { table: 2 });
      expect([second.file.table, second.file.dialect.headerLine]).toEqual([2, 85]);
      expect(second.file.rows + second.malformed.length).toBe(82);
    },
  );

  it('cut by blanks keeps the rows whose cells are certain and rejects the others with a reason', async () => {
    const staged = await bench.stageFile(`${folder}polluted/${cutByBlanks}`);
    const clean = read(`${folder}clean/${cutByBlanks}`)
      .slice(1)
      .map((row) => row.join('|'));
    const rows = (await rawRows(staged)).map((row) => row.join('|'));
    expect(staged.file.dialect.delimiter).toBe(' ');
    expect(rows.filter((row) => !clean.includes(row))).toEqual([]);
    expect(rows.length + staged.malformed.length).toBe(83);
    expect(new Set(staged.malformed.map(({ reason }) => reason))).toEqual(
      new Set(['more cells than the header has columns']),
    );
  });

  it('without anything in it is refused as empty', async () => {
    await expect(bench.stageFile(`${folder}polluted/${empty}`)).rejects.toMatchObject({ code: 'file-empty' });
  });
});

describeShared('data/csv_spectrum', 'a corner case of CSV', () => {
  const spectrum = `${dataFolder}csv_spectrum/`;
  const names = readdirSync(`${spectrum}csvs`).map((name) => name.replace('.csv', ''));

  it.each(names)('loads to its JSON: %s', async (name) => {
    const staged = await bench.stageFile(`${spectrum}csvs/${name}.csv`);
    const { headers } = staged.file.dialect;
    const rows = (await rawRows(staged)).map((row) =>
      Object.fromEntries(headers.map((header, i) => [header, row[i]])),
    );
    expect(rows).toEqual(wanted(name));
    expect(staged.malformed).toEqual([]);
  });

  function wanted(name: string): unknown {
    const parsed: unknown = JSON.parse(readFileSync(`${spectrum}json/${name}.json`, 'utf8'));
    // The JSON of this one has another phone number than its file; the CR LF of the other was lost in the file.
    if (name === 'location_coordinates')
      return [{ ...(parsed as object), 'Contact Phone Number': '2095257564' }];
    return name === 'newlines_crlf' ? JSON.parse(JSON.stringify(parsed).replaceAll('\\r', '')) : parsed;
  }
});
