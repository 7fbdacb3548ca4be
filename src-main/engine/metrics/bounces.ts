import { wilson } from '#engine/stats/intervals';
import type { BounceRow } from '#shared/results/flow';
import type { TakenPath } from './conformance';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';

type Counts = { visits: number; lives: number; exits: number; back: number };

/** For each open stage that paths lead through, how often deals leave it backwards, and the days of re-work in it. */
export function bounces(
  facts: WorkspaceFacts,
  paths: readonly TakenPath[],
  rework: ReadonlyMap<number, number>,
): BounceRow[] {
  const stages = new Map(facts.stages.map((stage) => [stage.stageId, stage]));
  const counts = new Map<number, Counts>();
  for (const path of paths) {
    for (const id of new Set(path.stages)) countsOf(counts, id).lives += path.deals;
    for (const [i, id] of path.stages.entries()) {
      const at = countsOf(counts, id);
      const next = stages.get(path.stages[i + 1] ?? -1);
      at.visits += path.deals;
      if (!next) continue;
      at.exits += path.deals;
      if (next.kind === 'open' && next.rank < (stages.get(id)?.rank ?? 0)) at.back += path.deals;
    }
  }
  return facts.stages
    .filter(({ kind, stageId }) => kind === 'open' && counts.has(stageId))
    .map(({ stage, rank, stageId }) => {
      const { visits, lives, exits, back } = countsOf(counts, stageId);
      return {
        stage,
        rank,
        visits,
        exits,
        backExits: back,
        bounceRate: exits > 0 ? back / exits : null,
        ...wilson(back, exits, constants.confidence),
        meanVisits: lives > 0 ? visits / lives : null,
        reworkDays: rework.get(stageId) ?? 0,
      };
    });
}

function countsOf(counts: Map<number, Counts>, id: number): Counts {
  const found = counts.get(id) ?? { visits: 0, lives: 0, exits: 0, back: 0 };
  counts.set(id, found);
  return found;
}
