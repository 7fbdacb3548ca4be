import { readFileSync, writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { Random } from '#generate/random';
import type { FileReport } from '#shared/results/workspace';

const extras: readonly [name: string, values: readonly string[]][] = [
  ['Custom Field 17', ['blue', 'green', '', 'green']],
  ['Memo (internal)', ['', '', 'see folder', 'n/a']],
  ['Legacy Ref', ['X-1', 'X-2', 'X-3', 'X-4']],
  ['zz_sync_token', ['a91', 'b07', 'c44', 'd18']],
  ['Survey Score', ['7', '9', '', '10']],
];

/** Letters in quotation marks name a stage, and those are words of the data. */
function inOtherCase(header: string, random: Random): string {
  const change = random.chance(0.5) ? 'toUpperCase' : 'toLowerCase';
  return /["'“]/.test(header) ? header : header[change]();
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  for (let i = rest.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return rest;
}

/** Rewrites a file with its columns in another order, in other case, and others among them; rows stay as they were. */
export function perturb(path: string, report: FileReport, seed: number): void {
  const random = new Random(seed, 1);
  const bytes = readFileSync(path);
  const text = iconv.decode(bytes, report.encoding);
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimiter: report.delimiter,
    skipEmptyLines: true,
  });
  const [header, ...rows] = data;
  const columns = header!.map((name, column) => ({
    name: inOtherCase(name, random),
    cells: rows.map((row) => row[column]),
  }));
  for (const [name, values] of extras) columns.push({ name, cells: rows.map(() => random.pick(values)) });
  const order = shuffled(columns, random);
  const table = [order.map(({ name }) => name), ...rows.map((_, i) => order.map(({ cells }) => cells[i]))];
  const written = Papa.unparse(table, { delimiter: report.delimiter, newline: '\r\n' });
  writeFileSync(path, iconv.encode(`${written}\r\n`, report.encoding));
}
