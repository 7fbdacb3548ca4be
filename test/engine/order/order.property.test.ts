import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSample } from '#generate/index';
import { type TestEngine, testEngine } from '../../support/engine';
import { tableHashes } from './table-hashes';

type Kinds = Record<string, object>;

/** The same company as three kinds of export; a few weeks of lists are enough to differ. */
const exports = [
  { as: 'salesforce', deals: 160, kinds: { Quota: { kind: 'targets' } } },
  { as: 'hubspot', deals: 160, kinds: {} },
  { as: 'snapshots', deals: 60, kinds: {}, last: 6 },
] as const;

const extra = {
  'leads.csv':
    'Lead ID,Last Name,Company,Lead Status,Created Time\nL-1,Doe,Acme,New,2026-01-01\nL-2,Roe,Beta,New,2026-01-02\n',
} as const;

const repeated = 2;

describe.each(exports)('files of $as', ({ as, deals, kinds, ...rest }) => {
  let files: string[] = [];
  let [whole, wholeWithoutPlaces]: Record<string, string>[] = [];
  let home = '';
  const closing: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));

  const mapping = (paths: string[]): Kinds =>
    Object.fromEntries(
      paths.flatMap((path) => {
        const [stem] = basename(path).split(/[.~]/);
        const kind = stem === 'leads' ? { kind: 'leads' } : (kinds as Kinds)[stem ?? ''];
        return kind ? [[basename(path), kind] as const] : [];
      }),
    );

  async function hashesOf(imports: string[][], undone: string[][] = [], withPlaces = true) {
    return withEngine(await testEngine({ threads: 2 }), imports, undone, (engine) =>
      tableHashes(engine, { withPlaces }),
    );
  }

  async function withEngine<T>(
    engine: TestEngine,
    imports: string[][],
    undone: string[][],
    read: (engine: TestEngine) => Promise<T>,
  ): Promise<T> {
    try {
      for (const paths of undone) {
        await engine.importFiles(paths, mapping(paths));
        await engine.call('import.undo', {});
      }
      for (const paths of imports) await engine.importFiles(paths, mapping(paths));
      return await read(engine);
    } finally {
      await engine.close();
    }
  }

  beforeAll(async () => {
    const engine = await testEngine({ threads: 2 });
    home = engine.home;
    closing.push(() => engine.close());
    const sample = await writeSample({ seed: 11, deals, as, dir: join(home, 'all'), longRunDeals: 10 });
    files = 'last' in rest ? sample.files.slice(-rest.last) : sample.files;
    for (const [name, text] of Object.entries(extra)) {
      await writeFile(join(home, 'all', name), text);
      files.push(join(home, 'all', name));
    }
    [whole, wholeWithoutPlaces] = await withEngine(
      await testEngine({ isNew: true, threads: 2 }),
      [files],
      [],
      async (engine) => [await tableHashes(engine), await tableHashes(engine, { withPlaces: false })],
    );
  });

  it('give the same tables in any order and grouping, twice, and undone and redone', async () => {
    const grouping = fc
      .shuffledSubarray(files, { minLength: files.length, maxLength: files.length })
      .chain((order) =>
        fc.record({
          order: fc.constant(order),
          cuts: fc.uniqueArray(fc.integer({ min: 1, max: files.length - 1 }), { maxLength: 2 }),
          again: fc.subarray(files, { maxLength: 1 }),
          undone: fc.subarray(files, { minLength: 1, maxLength: 2 }),
        }),
      );
    for (const { order, cuts, again, undone } of fc.sample(grouping, repeated)) {
      const groups = groupsOf(order, cuts);
      const imports = again.length > 0 ? [...groups, again] : groups;
      expect(await hashesOf(imports, [undone])).toEqual(whole);
    }
  });

  it('give the same tables when they come in parts', async () => {
    const folder = join(home, 'parts');
    await mkdir(folder);
    const parts: string[] = [];
    for (const path of files) parts.push(...(await splitFile(path, folder)));
    const [order = []] = fc.sample(
      fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }),
      { numRuns: 1, seed: 0 },
    );
    expect(await hashesOf(groupsOf(order, [Math.ceil(order.length / 2)]), [], false)).toEqual(
      wholeWithoutPlaces,
    );
  });
});

function groupsOf(order: string[], cuts: number[]): string[][] {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), order.length];
  return edges
    .slice(1)
    .map((to, i) => order.slice(edges[i], to))
    .filter((group) => group.length > 0);
}

/** The rows of a file in two files under its header, dealt by chance; small files stay whole. */
async function splitFile(path: string, folder: string): Promise<string[]> {
  const [stem, ending] = [basename(path).replace(/\.csv$/, ''), '.csv'];
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  if (lines.length < 20) {
    await copyFile(path, join(folder, basename(path)));
    return [join(folder, basename(path))];
  }
  const [sides = []] = fc.sample(
    fc.array(fc.boolean(), { minLength: lines.length, maxLength: lines.length }),
    {
      numRuns: 1,
      seed: lines.length,
    },
  );
  const names = [join(folder, `${stem}~1${ending}`), join(folder, `${stem}~2${ending}`)];
  for (const [i, name] of names.entries()) {
    const part = lines.filter((_, line) => sides[line] === (i === 0));
    await writeFile(name, `${[header, ...part].join('\n')}\n`);
  }
  return names;
}
