import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionOf } from '#engine/import/convert';
import { WeirError } from '#shared/contract/errors';
import { type Bench, dirty, openBench } from './support/staged';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const files = [
  'malformed-rows.csv',
  'decimal-comma.csv',
  'salesforce-opportunity.csv',
  'hubspot-deals.csv',
  'mixed-line-ends.csv',
  'stage-log.csv',
  'hostile-headers.csv',
  'windows-1252.csv',
].map((name) => readFileSync(dirty(name)));

const inserts = [
  '',
  '"',
  '\n',
  '\r',
  '\r\n',
  ',',
  ';',
  '\0',
  '""',
  '"\n',
  "'",
  '\\',
  '\\"',
  '\u001a',
  '€',
  ',,,,',
  'é',
].map((text) => Buffer.from(text));

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(6),
    insert: fc.constantFrom(...inserts, Buffer.from([0xff]), Buffer.from([0xe4])),
  }),
  { minLength: 1, maxLength: 8 },
);

const damaged = fc.tuple(fc.constantFrom(...files), edits).map(([file, changes]) =>
  changes.reduce((bytes, { at, cut, insert }) => {
    const place = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + cut)]);
  }, file),
);

describe('a damaged file', () => {
  it('is understood as far as it goes or refused with a reason, and every row is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        const staged = await bench.stage(bytes, 'damaged.csv').catch((error: unknown) => error);
        if (staged instanceof WeirError) return expect(['file-binary', 'file-empty']).toContain(staged.code);
        if (staged instanceof Error) throw staged;
        const { file, malformed, query } = staged as Awaited<ReturnType<Bench['stage']>>;
        for (const { line, reason } of malformed) expect([line > 0, reason !== '']).toEqual([true, true]);
        if (file.kind === null) return;
        const [row] = await query(`SELECT count(*) AS rows FROM (${conversionOf(file).select})`);
        expect(row?.rows).toBe(file.rows);
      }),
      { numRuns: 120 },
    );
  });
});
