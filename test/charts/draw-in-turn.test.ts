import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { drawInTurn } from '../../src-renderer/charts/draw-in-turn';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 16));
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('draws the first chart at once and one more after each frame, in the order asked', () => {
  const drawn: string[] = [];
  for (const name of ['first', 'second', 'third']) drawInTurn(() => drawn.push(name));
  expect(drawn).toEqual(['first']);
  vi.advanceTimersByTime(17);
  expect(drawn).toEqual(['first', 'second']);
  vi.runAllTimers();
  expect(drawn).toEqual(['first', 'second', 'third']);
});

it('draws at once again when all are drawn', () => {
  const drawn: string[] = [];
  drawInTurn(() => drawn.push('first'));
  vi.runAllTimers();
  drawInTurn(() => drawn.push('second'));
  expect(drawn).toEqual(['first', 'second']);
});

it('leaves out a chart that gave its turn up', () => {
  const drawn: string[] = [];
  drawInTurn(() => drawn.push('first'));
  const giveUp = drawInTurn(() => drawn.push('gone'));
  giveUp();
  vi.runAllTimers();
  expect(drawn).toEqual(['first']);
});
