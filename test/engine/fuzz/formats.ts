import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { Database } from '#engine/query/database';
import { literal } from '#engine/query/sql-text';
import { workbook } from '../import/support/workbook';
import { type Base, cellsOf } from './bases';

/** A base written in one format. */
export type Input = { name: string; bytes: Uint8Array };

export type Format =
  | 'csv'
  | 'tsv'
  | 'utf-16le'
  | 'gb18030'
  | 'xlsx'
  | 'json'
  | 'ndjson'
  | 'gz'
  | 'zip'
  | 'parquet';
/** Text comes more often: it has the most ways to be damaged. */
export const formats: readonly Format[] = [
  ...(['csv', 'csv', 'csv', 'tsv', 'utf-16le', 'gb18030'] as const),
  ...(['xlsx', 'xlsx', 'json', 'ndjson', 'gz', 'zip', 'parquet', 'parquet'] as const),
];

export async function written(base: Base, format: Exclude<Format, 'parquet'>): Promise<Input> {
  const cells = cellsOf(base);
  const records = () => recordsOf(cells);
  switch (format) {
    case 'csv':
      return { name: 'deals.csv', bytes: strToU8(base.text) };
    case 'tsv':
      return { name: 'deals.tsv', bytes: strToU8(Papa.unparse(cells, { delimiter: '\t' })) };
    case 'utf-16le':
      return { name: 'deals.txt', bytes: iconv.encode(base.text, 'utf-16le', { addBOM: true }) };
    case 'gb18030':
      return { name: 'deals.csv', bytes: iconv.encode(base.text, 'gb18030') };
    case 'xlsx':
      return { name: 'deals.xlsx', bytes: workbook({ sheets: [{ name: 'Deals', rows: cells }] }) };
    case 'json':
      return { name: 'deals.json', bytes: strToU8(JSON.stringify(records())) };
    case 'ndjson':
      return {
        name: 'deals.ndjson',
        bytes: strToU8(
          records()
            .map((row) => JSON.stringify(row))
            .join('\n'),
        ),
      };
    case 'gz':
      return { name: 'deals.csv.gz', bytes: gzipSync(base.text) };
    case 'zip':
      return {
        name: 'deals.zip',
        bytes: zipSync({ 'deals.csv': strToU8(base.text), 'readme.txt': strToU8('Export\n') }),
      };
  }
}

/** Bases as Parquet files, written once; a base without columns has none. */
export async function parquetInputs(all: readonly Base[], folder: string): Promise<Map<string, Input>> {
  const database = await Database.open({ path: ':memory:', readOnly: false, scratch: folder, threads: 1 });
  const inputs = new Map<string, Input>();
  try {
    for (const base of all) {
      const records = recordsOf(cellsOf(base));
      if (records.length === 0) continue;
      const json = join(folder, 'parquet-source.json');
      const target = join(folder, 'parquet-target.parquet');
      await writeFile(json, JSON.stringify(records));
      const made = await database
        .use((connection) =>
          connection.run(`COPY (FROM read_json(${literal(json)})) TO ${literal(target)} (FORMAT parquet)`),
        )
        .then(() => true)
        .catch(() => false);
      if (made) inputs.set(base.name, { name: 'deals.parquet', bytes: await readFile(target) });
      await rm(target, { force: true });
    }
  } finally {
    await database.close();
  }
  return inputs;
}

function recordsOf([header = [], ...rows]: string[][]): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name || `c${i}`, row[i] ?? ''])));
}
