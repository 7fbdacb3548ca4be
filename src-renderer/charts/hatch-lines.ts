type Box = { x: number; y: number; width: number; height: number };

/** Path of the diagonals that hatch a box, `step` pixels apart, cut at its edges. All boxes of one drawing share the grid. */
export function hatchLines({ x, y, width, height }: Box, step: number): string {
  const parts: string[] = [];
  // Where the diagonal x + y = c meets the box.
  for (let c = Math.ceil((x + y) / step) * step; c <= x + width + y + height; c += step) {
    const fromX = Math.max(x, c - y - height);
    const toX = Math.min(x + width, c - y);
    if (toX > fromX) parts.push(`M${short(fromX)} ${short(c - fromX)}L${short(toX)} ${short(c - toX)}`);
  }
  return parts.join('');
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
