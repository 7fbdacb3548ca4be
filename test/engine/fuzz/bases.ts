import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type SampleSystem, writeSample } from '#generate/index';
import { dataFolder } from '../../support/vectors';

/** A small table to damage: the beginning of a real or generated file, as text in UTF-8. */
export type Base = { name: string; text: string };

const rowsKept = 30;

const published = [
  'maven/sales_pipeline.csv',
  'maven/accounts.csv',
  'zoho_sample/Potentials.csv',
  'zoho_sample/Tasks.csv',
  'saas_quota/opportunities.csv',
  'saas_quota/quota_attainment.csv',
  'receipt/receipt.csv',
];
const folders = ['messy_structure/polluted', 'csv_spectrum/csvs'];
const systems: SampleSystem[] = [
  'salesforce',
  'hubspot',
  'pipedrive',
  'odoo',
  'fxiaoke-labels',
  'generic-de',
  'generic-ko',
  'plain-log',
];

/** The published sets that lie beside the repository, and what the generator writes for several systems. */
export async function bases(): Promise<Base[]> {
  return [...publishedBases(), ...(await generatedBases())];
}

function publishedBases(): Base[] {
  if (!existsSync(dataFolder)) {
    console.log('fuzz without published data: ../shared/data is not here');
    return [];
  }
  const odd = folders.flatMap((folder) =>
    readdirSync(dataFolder + folder).map((name) => `${folder}/${name}`),
  );
  return [...published, ...odd].map((path) => ({
    name: path,
    text: beginning(readFileSync(dataFolder + path, 'utf8')),
  }));
}

async function generatedBases(): Promise<Base[]> {
  const dir = mkdtempSync(join(tmpdir(), 'weir-fuzz-bases-'));
  try {
    const all: Base[] = [];
    for (const as of systems) {
      const { files } = await writeSample({ as, dir: join(dir, as), seed: 7, deals: 60, longRunDeals: 10 });
      const texts = files.filter((path) => /\.(csv|tsv|txt)$/.test(path)).slice(0, 2);
      all.push(
        ...texts.map((path, i) => ({ name: `${as}-${i}.csv`, text: beginning(readFileSync(path, 'utf8')) })),
      );
    }
    return all;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Whole lines only; a record with line breaks in its last cell may be cut, as exports are. */
function beginning(text: string): string {
  return text
    .split(/(?<=\n)/)
    .slice(0, rowsKept + 1)
    .join('');
}

/** The cells of a base, header first. */
export function cellsOf({ text }: Base): string[][] {
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
}
