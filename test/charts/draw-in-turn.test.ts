import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { drawInTurn } from '../../src-renderer/charts/draw-in-turn';

let clock = 0;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 16));
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Draws for so many milliseconds. */
function drawing(name: string, ms: number, drawn: string[]): () => void {
  return () => {
    clock += ms;
    drawn.push(name);
  };
}

it('draws the first chart at once and slow ones below it after frames, in the order asked', () => {
  const drawn: string[] = [];
  for (const name of ['first', 'second', 'third']) drawInTurn(drawing(name, 20, drawn));
  expect(drawn).toEqual(['first']);
  vi.advanceTimersByTime(17);
  expect(drawn).toEqual(['first', 'second']);
  vi.runAllTimers();
  expect(drawn).toEqual(['first', 'second', 'third']);
});

it('draws quick charts together', () => {
  const drawn: string[] = [];
  for (const name of ['a', 'b', 'c']) drawInTurn(drawing(name, 1, drawn));
  expect(drawn).toEqual(['a', 'b', 'c']);
});

it('leaves out a chart that gave its turn up', () => {
  const drawn: string[] = [];
  drawInTurn(drawing('first', 20, drawn));
  const giveUp = drawInTurn(drawing('gone', 20, drawn));
  giveUp();
  vi.runAllTimers();
  expect(drawn).toEqual(['first']);
});
