import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { generateCompany } from '#generate/generate-company';
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

export type BenchData = {
  size: Size;
  files: string[];
  opportunities: string;
  history: string;
  events: number;
  bytes: number;
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
  const sizesOf = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return {
    size,
    files,
    opportunities: path('Opportunity'),
    history: path('OpportunityHistory'),
    events: rows[path('OpportunityHistory')] ?? 0,
    bytes: sizesOf.reduce((sum, bytes) => sum + bytes, 0),
    endDay: dayOfNumber(company.lastDay),
  };
}
