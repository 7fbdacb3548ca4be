/** Open deals of a stage by how many of the levels they are beyond, from none to all: those lost from there, and the others. */
export type LevelCounts = { lost: Float64Array; moved: Float64Array };

export function levelCounts(levels: number): LevelCounts {
  return { lost: new Float64Array(levels + 1), moved: new Float64Array(levels + 1) };
}

export type Hits = { flagged: number; caught: number; lost: number; n: number };

/** What a level of each stage flags: the deals that are beyond it. Stages without a level flag nothing. */
export function hitsOf(
  counts: ReadonlyMap<number, LevelCounts>,
  levelOf: (stageId: number) => number | null,
): Hits {
  const hits = { flagged: 0, caught: 0, lost: 0, n: 0 };
  for (const [stageId, { lost, moved }] of counts) {
    const level = levelOf(stageId);
    for (let beyond = 0; beyond < lost.length; beyond++) {
      hits.lost += lost[beyond]!;
      hits.n += lost[beyond]! + moved[beyond]!;
      if (level === null || beyond <= level) continue;
      hits.caught += lost[beyond]!;
      hits.flagged += lost[beyond]! + moved[beyond]!;
    }
  }
  return hits;
}

/** Harmonic mean of precision and recall; null where nothing was lost and nothing flagged. */
export function f1({ flagged, caught, lost }: Hits): number | null {
  return flagged + lost > 0 ? (2 * caught) / (flagged + lost) : null;
}

/**
 * The level of each stage, by its place among `levels`, with which all stages together reach the highest F1: first the best that
 * is the same for all, then each stage in turn while the others stay, until none gains any more. Of equal ones the lower counts.
 */
export function tuneLevels(counts: ReadonlyMap<number, LevelCounts>, levels: number): Map<number, number> {
  const places = Array.from({ length: levels }, (_, place) => place);
  const common = best(places, (place) => f1(hitsOf(counts, () => place)));
  const tuned = new Map([...counts.keys()].map((stageId) => [stageId, common]));
  for (let round = 0; round < mostRounds; round++) {
    const before = [...tuned.values()].join();
    for (const stageId of counts.keys()) {
      const withPlace = (place: number) =>
        f1(hitsOf(counts, (id) => (id === stageId ? place : (tuned.get(id) ?? null))));
      tuned.set(stageId, best(places, withPlace));
    }
    if ([...tuned.values()].join() === before) break;
  }
  return tuned;
}

/** It settles in two or three; this only ends what rounding would keep going. */
const mostRounds = 10;

function best(places: readonly number[], scoreOf: (place: number) => number | null): number {
  let [found, highest] = [0, -1];
  for (const place of places) {
    const score = scoreOf(place) ?? 0;
    if (score > highest + 1e-12) [found, highest] = [place, score];
  }
  return found;
}
