import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { generateCompany } from '#generate/generate-company';
import { writeHubspot } from '#generate/write-hubspot';
import { writeSalesforce } from '#generate/write-salesforce';
import { dayOfNumber } from '#shared/time/day';

/** A size of the reference data. */
export type Size = { name: string; deals: number };

/** S is a team, M the largest companies; Q stands in for M where two minutes must do. */
export const sizes = {
  S: { name: 'S', deals: 20_000 },
  Q: { name: 'M/10', deals: 100_000 },
  M: { name: 'M', deals: 1_000_000 },
} as const satisfies Record<string, Size>;

/** Files to import, and what bare DuckDB sorts beside. */
export type ImportData = {
  size: Size;
  /** What the import is called: `S`, or `S as a HubSpot view`. */
  name: string;
  files: string[];
  sorted: { file: string; by: string };
  rows: string;
  bytes: number;
};

export type BenchData = ImportData & {
  opportunities: string;
  history: string;
  events: number;
  endDay: string;
};

const seed = 20_260_101;

/** Writes the generated company as a Salesforce export: opportunities, their history, accounts and users. */
export async function makeData(size: Size, folder: string): Promise<BenchData> {
  const dir = join(folder, size.name.replace('/', '-'));
  await mkdir(dir, { recursive: true });
  const company = generateCompany({ seed, deals: size.deals });
  const { rows } = await writeSalesforce(company, dir, { tasks: false });
  const path = (name: string): string => join(dir, `${name}.csv`);
  const files = ['Opportunity', 'OpportunityHistory', 'Account', 'User'].map(path);
  const events = rows[path('OpportunityHistory')] ?? 0;
  return {
    size,
    name: size.name,
    files,
    sorted: { file: path('OpportunityHistory'), by: 'OpportunityId, CreatedDate' },
    rows: `${events.toLocaleString('en')} events`,
    opportunities: path('Opportunity'),
    history: path('OpportunityHistory'),
    events,
    bytes: await bytesOf(files),
    endDay: dayOfNumber(company.lastDay),
  };
}

/** Writes the same company as HubSpot's view of all deals: one wide file with dates for each stage, twice. */
export async function makeWideData(size: Size, folder: string): Promise<ImportData> {
  const dir = join(folder, `${size.name.replace('/', '-')}-wide`);
  await mkdir(dir, { recursive: true });
  const { files } = await writeHubspot(generateCompany({ seed, deals: size.deals }), dir);
  return {
    size,
    name: `${size.name} as a HubSpot view`,
    files,
    sorted: { file: files[0]!, by: '"Record ID"' },
    rows: 'one wide row each',
    bytes: await bytesOf(files),
  };
}

async function bytesOf(files: readonly string[]): Promise<number> {
  const sizesOf = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizesOf.reduce((sum, bytes) => sum + bytes, 0);
}
