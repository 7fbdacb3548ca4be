const waiting = new Set<() => void>();
let isTurnTaken = false;

/**
 * Draws at once when nothing was drawn since the last frame, else after a later frame, in the order asked: the first chart
 * of a page is seen without waiting for those below it. Returns how to give the turn up.
 */
export function drawInTurn(draw: () => void): () => void {
  if (isTurnTaken) {
    waiting.add(draw);
    return () => waiting.delete(draw);
  }
  take(draw);
  return () => undefined;
}

function take(draw: () => void): void {
  isTurnTaken = true;
  draw();
  // A task asked for in a frame runs once that frame is painted.
  requestAnimationFrame(() => setTimeout(nextTurn));
}

function nextTurn(): void {
  isTurnTaken = false;
  const [next] = waiting;
  if (next === undefined) return;
  waiting.delete(next);
  take(next);
}
