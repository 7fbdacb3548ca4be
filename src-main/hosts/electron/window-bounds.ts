import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const savedBounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });

/** Where the window was last time; empty when that is unknown or no screen shows enough of it any more. */
export function readBounds(file: string, screens: Rectangle[]): Partial<Rectangle> {
  try {
    const bounds = savedBounds.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => overlap(screen, bounds) >= 100 * 100) ? bounds : {};
  } catch {
    return {};
  }
}

export async function saveBounds(file: string, bounds: Rectangle): Promise<void> {
  await writeFile(file, JSON.stringify(bounds)).catch(() => undefined);
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
