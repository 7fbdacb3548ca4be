import { expect } from 'vitest';

/** Equal within a relative tolerance, element by element; below 0.001 the tolerance stops shrinking. */
export function expectClose(actual: Iterable<number>, expected: Iterable<number>, relative = 1e-6): void {
  const [found, wanted] = [Array.from(actual), Array.from(expected)];
  expect(found).toHaveLength(wanted.length);
  const off = found.flatMap((value, i) => {
    const target = wanted[i] ?? Number.NaN;
    const near = Math.abs(value - target) <= relative * Math.max(1e-3, Math.abs(target));
    return near ? [] : [`[${i}] ${value}, not ${target}`];
  });
  expect(off).toEqual([]);
}
