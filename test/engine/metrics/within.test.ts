import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWithin, withinOf, writeWithin } from '#shared/model/within';

const name = fc
  .string({ minLength: 1 })
  .filter((text) => /^[^\s=\d,][^=\n\r\u2028\u2029]*$/.test(text) && !/\s$|,/.test(text));
const days = fc.integer({ min: 1, max: 9999 });

describe('a conversion window', () => {
  it('reads as it was written', () =>
    fc.assert(
      fc.property(fc.oneof(days, fc.dictionary(name, days, { minKeys: 1 })), (within) => {
        expect(parseWithin(writeWithin(within))).toEqual(within);
      }),
    ));

  it('of a stage is its own, or the one of all', () => {
    expect(withinOf(90, 'Qualify')).toBe(90);
    expect(withinOf({ Qualify: 30 }, 'Qualify')).toBe(30);
    expect(withinOf({ Qualify: 30 }, 'Proposal')).toBeUndefined();
    expect(withinOf({ Qualify: 30 }, 'toString')).toBeUndefined();
    expect(withinOf(undefined, 'Qualify')).toBeUndefined();
  });
});
