/** Charts of one page take turns of so many milliseconds, so that the window answers between them. */
const turnMs = 8;

const waiting = new Set<() => void>();
let isWaiting = false;
let spentMs = 0;

/**
 * Draws at once when little was drawn since the last frame, else after a later frame, in the order asked: the first
 * chart of a page is seen without waiting for those below it. Returns how to give the turn up.
 */
export function drawInTurn(draw: () => void): () => void {
  if (waiting.size === 0 && spentMs < turnMs) spend(draw);
  else waiting.add(draw);
  afterFrame();
  return () => waiting.delete(draw);
}

function spend(draw: () => void): void {
  const start = performance.now();
  draw();
  spentMs += performance.now() - start;
}

function afterFrame(): void {
  if (isWaiting) return;
  isWaiting = true;
  // A task asked for in a frame runs once that frame is painted.
  requestAnimationFrame(() => setTimeout(nextTurn));
}

function nextTurn(): void {
  isWaiting = false;
  spentMs = 0;
  for (const draw of waiting) {
    if (spentMs >= turnMs) break;
    waiting.delete(draw);
    spend(draw);
  }
  if (spentMs > 0) afterFrame();
}
