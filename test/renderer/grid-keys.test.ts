import { expect, it } from 'vitest';
import { rowAfterKey } from '../../src-renderer/components/grid/grid-keys';

it('moves by a row, a page, or to an end, and stays inside', () => {
  const key = (name: string, active: number) => rowAfterKey(name, active, 100, 20);
  expect(key('ArrowDown', -1)).toBe(0);
  expect(key('ArrowDown', 99)).toBe(99);
  expect(key('ArrowUp', 0)).toBe(0);
  expect(key('PageDown', 10)).toBe(29);
  expect(key('PageUp', 10)).toBe(0);
  expect(key('Home', 50)).toBe(0);
  expect(key('End', 50)).toBe(99);
});

it('leaves other keys, and an empty list, alone', () => {
  expect(rowAfterKey('a', 3, 100, 20)).toBeNull();
  expect(rowAfterKey('End', -1, 0, 20)).toBeNull();
});
