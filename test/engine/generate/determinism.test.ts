import { describe, expect, it } from 'vitest';
import { createdAt } from '#generate/deal/deal';
import { liveDeal } from '#generate/deal/live-deal';
import { dealsOf, generateCompany } from '#generate/generate-company';
import { sampleSystems } from '#generate/index';
import { Random, streams } from '#generate/random';
import { writeSalesforce } from '#generate/write-salesforce';
import { hashes, temporaryFolder, write } from './support/written';

describe('the same seed', () => {
  it.each(sampleSystems)('writes the same bytes as %s', async (as) => {
    const first = hashes((await write(as, 400)).dir);
    const again = hashes((await write(as, 400)).dir);
    expect(again).toEqual(first);
    expect(Object.keys(first)).toContain('truth.json');
  });

  it('gives the same deals whatever is written of them', async () => {
    const company = generateCompany({ seed: 5, deals: 400 });
    const [with_, without] = [temporaryFolder(), temporaryFolder()];
    await writeSalesforce(company, with_);
    await writeSalesforce(company, without, { tasks: false });
    const { 'Task.csv': tasks, ...rest } = hashes(with_);
    expect(tasks).toBeDefined();
    expect(hashes(without)).toEqual(rest);
  });

  it('gives a deal that depends on no other deal', () => {
    const company = generateCompany({ seed: 5, deals: 400 });
    const all = [...dealsOf(company)];
    expect(liveDeal(company, 250, createdAt(all[250]!))).toEqual(all[250]);
  });
});

describe('another seed', () => {
  it.each(sampleSystems)('writes other bytes as %s', async (as) => {
    const first = hashes((await write(as, 200, 5)).dir);
    const other = hashes((await write(as, 200, 6)).dir);
    for (const name of Object.keys(first)) expect(other[name], name).not.toBe(first[name]);
  });
});

describe('random numbers', () => {
  it('are the same on every machine', () => {
    const random = new Random(1, streams.deal, 17);
    const draws = [random.next(), random.next(), random.next()].map((x) => Math.round(x * 2 ** 32));
    expect(draws).toEqual([2_977_953_556, 558_716_785, 3_012_503_113]);
  });

  it('do not run into those of a neighbour', () => {
    const seen = new Set<number>();
    for (let index = 0; index < 2_000; index += 1) seen.add(new Random(1, streams.deal, index).next());
    expect(seen.size).toBe(2_000);
  });

  it('are uniform, exponential and normal', () => {
    const random = new Random(3, streams.simple);
    const n = 200_000;
    const moments = (draw: () => number): { mean: number; variance: number } => {
      const values = Array.from({ length: n }, draw);
      const mean = values.reduce((a, b) => a + b, 0) / n;
      return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / n };
    };
    const uniform = moments(() => random.next());
    const exponential = moments(() => random.exponential());
    const normal = moments(() => random.normal());
    expect(uniform.mean).toBeCloseTo(0.5, 2);
    expect(uniform.variance).toBeCloseTo(1 / 12, 2);
    expect(exponential.mean).toBeCloseTo(1, 1);
    expect(exponential.variance).toBeCloseTo(1, 1);
    expect(normal.mean).toBeCloseTo(0, 1);
    expect(normal.variance).toBeCloseTo(1, 1);
  });
});

describe('options that make no company', () => {
  it.each([
    { seed: 0.5, deals: 10 },
    { seed: 1, deals: 0 },
    { seed: 1, deals: 10, quarters: 0 },
  ])('are refused: %o', (options) => {
    expect(() => generateCompany(options)).toThrow(RangeError);
  });
});
