import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { onTestFinished } from 'vitest';
import { type Sample, type SampleSystem, writeSample } from '#generate/index';

export type Row = Record<string, string>;

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'weir-generate-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export async function write(
  as: SampleSystem,
  deals: number,
  seed = 5,
  dir = temporaryFolder(),
): Promise<Sample & { dir: string }> {
  return { ...(await writeSample({ seed, deals, as, dir, longRunDeals: 500 })), dir };
}

export function readRows(path: string): Row[] {
  const { data, errors } = Papa.parse<Row>(readFileSync(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  return data;
}

export function rowsOf(sample: { dir: string }, name: string): Row[] {
  return readRows(join(sample.dir, `${name}.csv`));
}

/** SHA-256 of every file of a folder, by name. */
export function hashes(dir: string): Record<string, string> {
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => [name, hash(name)]),
  );
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
