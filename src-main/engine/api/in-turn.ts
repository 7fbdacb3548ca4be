/**
 * Works on the items of a sequence, on `most` of them at once while the next one is made. What fails lets those before
 * it end and then fails the whole; of several failures that of the first item counts.
 */
export async function inTurn<T>(
  items: AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures = new Map<number, unknown>();
  let place = 0;
  try {
    for await (const item of items) {
      const at = place++;
      const task = work(item)
        .catch((error: unknown) => void failures.set(at, error))
        .finally(() => running.delete(task));
      running.add(task);
      if (running.size >= most) await Promise.race(running);
      if (failures.size > 0) break;
    }
  } catch (error) {
    failures.set(place, error);
  }
  await Promise.all(running);
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
}
