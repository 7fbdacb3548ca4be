type EdgeLabel = { text: string; y: number; color: string };
type EdgeLimits = { x: number; min: number; max: number; font: string };

const gap = 17;

/** Names at the right edge, each as near as can be to the height it belongs to, none over another. */
export function edgeLabels(labels: readonly EdgeLabel[], { x, min, max, font }: EdgeLimits) {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const tops = spreadOut(
    sorted.map(({ y }) => y),
    gap,
    min,
    max,
  );
  return sorted.map(({ text, color }, at) => ({
    type: 'text' as const,
    x,
    y: tops[at] ?? 0,
    silent: true,
    style: { text, fill: color, font: `600 12px ${font}`, verticalAlign: 'middle' as const },
  }));
}

/** Moves positions (top to bottom) apart until none is nearer than `gap`, within limits. */
export function spreadOut(positions: readonly number[], gap: number, min: number, max: number): number[] {
  const down: number[] = [];
  for (const position of positions) {
    const floor = down.length === 0 ? min : (down.at(-1) ?? min) + gap;
    down.push(Math.max(position, floor));
  }
  const up: number[] = [];
  for (const position of down.reverse()) {
    const ceiling = up.length === 0 ? max : (up.at(-1) ?? max) - gap;
    up.push(Math.min(position, ceiling));
  }
  return up.reverse();
}
