import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Measure } from './measure';

const wholeLimit = 1_200_000;
const firstLimit = 500_000;

/** Weight of the window's JavaScript, gzipped: all of it, and what the first page asks for at once. */
export async function bundleSection(renderer: string): Promise<Measure[]> {
  const assets = join(renderer, 'assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const bytes = new Map<string, number>();
  for (const name of scripts) bytes.set(name, gzipSync(await readFile(join(assets, name))).length);
  const page = await readFile(join(renderer, 'index.html'), 'utf8');
  const first = scripts.filter((name) => page.includes(name));
  const sum = (names: readonly string[]): number =>
    names.reduce((total, name) => total + (bytes.get(name) ?? 0), 0);
  return [
    sizeMeasure('renderer JavaScript', sum(scripts), wholeLimit, `${scripts.length} files`),
    sizeMeasure('asked for by index.html', sum(first), firstLimit, `${first.length} files`),
  ];
}

function sizeMeasure(what: string, bytes: number, limit: number, beside: string): Measure {
  const kilobytes = (n: number): string => `${Math.round(n / 1000)} kB`;
  return {
    section: 'Bundle, gzip',
    what,
    measured: kilobytes(bytes),
    limit: `≤ ${kilobytes(limit)}`,
    beside,
    pass: bytes <= limit,
  };
}
