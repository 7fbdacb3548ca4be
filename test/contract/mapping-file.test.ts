import { describe, expect, it } from 'vitest';
import { mapFileSchema } from '#shared/contract/mapping-file';
import { parseJson } from '#shared/contract/parse-json';

const read = (text: string) => parseJson('map.json', text, mapFileSchema, 'Correct it.');
const mapping = { columns: { amount: 'Net' } };

describe('a mapping file', () => {
  it('is one mapping, or one for each file by its name', () => {
    expect(read(JSON.stringify(mapping))).toEqual({ common: mapping, byFile: {} });
    expect(read(JSON.stringify({ 'may.csv': mapping }))).toEqual({
      common: null,
      byFile: { 'may.csv': mapping },
    });
  });

  it.each([
    ['{"may.csv": {"columns": {"amount": 5}}}', 'map.json does not fit at may.csv.columns.amount: '],
    ['{"columns": {"amount": 5}}', 'map.json does not fit at columns.amount: '],
    ['{"may.csv": {"colums": {}}}', 'map.json does not fit at may.csv: '],
    ['{"kind": "apples"}', 'map.json does not fit at kind: '],
    ['[]', 'map.json does not fit at the top level: '],
    ['Deal ID', 'map.json is not JSON: '],
  ])('%s is refused with the place of what does not fit', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
