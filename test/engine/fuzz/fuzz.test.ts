import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#generate/random';
import { type Bench, openBench, type Staged } from '../import/support/staged';
import { type Base, bases, cellsOf } from './bases';
import { checkImport, cleared } from './check-import';
import { confined, undamaged, valuesByRow } from './confined';
import { formats, type Input, parquetInputs, written } from './formats';
import { mutated } from './mutations';

/** More of them on demand: `WEIR_TEST_MUTATIONS=10000`, from `WEIR_TEST_FIRST` on. */
const mutations = Number(process.env.WEIR_TEST_MUTATIONS ?? 200);
const first = Number(process.env.WEIR_TEST_FIRST ?? 0);
const seed = Number(process.env.WEIR_TEST_SEED ?? 20260701);
const time = 60_000 + mutations * 1000;

let bench: Bench;
let all: Base[];
let parquet: Map<string, Input>;
beforeAll(async () => {
  bench = await openBench();
  all = await bases();
  const folder = await mkdtemp(join(tmpdir(), 'weir-fuzz-'));
  parquet = await parquetInputs(all, folder);
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => bench.close());

async function damagedInput(random: Random): Promise<Input & { what: string }> {
  const base = random.pick(all);
  const format = random.pick(formats);
  const input = format === 'parquet' ? parquet.get(base.name) : await written(base, format);
  const { what, ...damaged } = mutated(input ?? (await written(base, 'csv')), random);
  return { ...damaged, what: `${base.name} as ${format}: ${what}` };
}

function described(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  return `${error instanceof Error ? error.message : String(error)}: ${(cause?.stack ?? '').slice(0, 1200)}`;
}

/** Runs cases to the end and names those that failed. When the process dies, the file says which case it was. */
async function cases(
  count: number,
  stream: number,
  run: (random: Random) => Promise<[string, Staged[]]>,
): Promise<void> {
  const failed: string[] = [];
  for (let i = first; i < first + count; i++) {
    writeFileSync(join(tmpdir(), 'weir-fuzz-last-case'), `${stream} ${i}`);
    let tables: Staged[] = [];
    try {
      [, tables] = await run(new Random(seed, stream, i));
    } catch (error) {
      failed.push(`case ${i}: ${described(error)}`);
      if (count > 1000) console.log(failed.at(-1));
    }
    await cleared(bench, tables);
  }
  expect(failed.slice(0, 10).join('\n\n')).toBe('');
}

describe('a damaged file', () => {
  it('is refused with a reason or read with every row accounted for, whatever the damage', {
    timeout: time,
  }, async () => {
    await cases(mutations, 1, async (random) => {
      const input = await damagedInput(random);
      try {
        return [input.what, await checkImport(bench, input)];
      } catch (error) {
        throw new Error(input.what, { cause: error });
      }
    });
  });

  it('keeps the values of every row that the damage did not touch', { timeout: time }, async () => {
    const tables = all.filter((base) => cellsOf(base).length > 5 && !base.name.includes('polluted'));
    await cases(Math.ceil(mutations / 5), 2, async (random) => {
      const base = random.pick(tables);
      const damage = confined(base, random);
      if (!damage) return ['', []];
      const whole = await checkImport(bench, { name: 'whole.csv', bytes: Buffer.from(undamaged(base)) });
      const damaged = await checkImport(bench, { name: 'damaged.csv', bytes: Buffer.from(damage.text) });
      const read = [...whole, ...damaged];
      const [before, after] = [whole[0], damaged[0]];
      if (!before || !after || after.file.decisions.length > before.file.decisions.length)
        return [damage.what, read];
      const touched = cellsOf(base)[damage.row + 1]?.join('\u001f');
      // An id lent by another record serves only where no row lacks it; else rows are told apart otherwise, which is said.
      const saysOtherIds =
        after.file.syntheticId !== before.file.syntheticId &&
        after.file.warnings.some(({ code }) => code === 'synthetic-id');
      const leftOut = saysOtherIds ? ['id'] : [];
      const [expected, found] = [await valuesByRow(before, leftOut), await valuesByRow(after, leftOut)];
      const wrong = [...expected].filter(([cells, value]) => cells !== touched && found.get(cells) !== value);
      if (wrong.length > 0) {
        const shown = wrong.slice(0, 2).map(([cells, value]) => `${value}\nbecame ${found.get(cells)}`);
        throw new Error(`${base.name}, ${damage.what} in row ${damage.row}: ${shown.join('\n')}`);
      }
      return [damage.what, read];
    });
  });
});
