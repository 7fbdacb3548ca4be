import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearMatch } from '#engine/import/near-match';

describe('a near match', () => {
  it.each([
    ['GTXPro', ['GTX Basic', 'GTX Pro', 'GTX Plus Pro'], 'GTX Pro'],
    ['acme corporation', ['Acme Corporation', 'Acme Incorporated'], 'Acme Corporation'],
    ['Müller GmbH', ['Muller GmbH'], 'Muller GmbH'],
    ['Darcel Schlect', ['Darcel Schlecht', 'Cecily Lampkin'], 'Darcel Schlecht'],
    ['Philipines', ['Philippines', 'Poland'], 'Philippines'],
    ['Jonathan Bertehlot', ['Jonathan Berthelot'], 'Jonathan Berthelot'],
  ])('of %s is found', (value, candidates, expected) => {
    expect(nearMatch(value, candidates)).toBe(expected);
  });

  it.each([
    ['MG1', ['MG2', 'MG3']],
    ['Alpha', ['Omega']],
    ['North', ['South']],
    ['Team East', ['Team Eash', 'Team Eass']],
    ['', ['x']],
    ['!!!', ['???']],
  ])('of %s is not made up', (value, candidates) => {
    expect(nearMatch(value, candidates)).toBeNull();
  });
});

describe('edit distance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['', 'abc', 3],
    ['same', 'same', 0],
  ])('%s to %s is %i', (a, b, distance) => {
    expect(editDistance(a, b, 10)).toBe(distance);
  });

  it('is the same both ways and stops above its limit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.nat(4), (a, b, limit) => {
        const full = editDistance(a, b, 100);
        expect(editDistance(b, a, 100)).toBe(full);
        const stopped = editDistance(a, b, limit);
        if (full <= limit) expect(stopped).toBe(full);
        else expect(stopped).toBeGreaterThan(limit);
      }),
    );
  });
});
