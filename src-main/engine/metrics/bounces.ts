import { wilson } from '#engine/stats/intervals';
import type { BouncePart, BounceRow } from '#shared/results/flow';
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
      const [own, next] = [stages.get(id), stages.get(path.stages[i + 1] ?? -1)];
      at.visits += path.deals;
      if (!own || !next) continue;
      at.exits += path.deals;
      if (leadsBack(next, own)) at.back += path.deals;
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

/** Condition on a row of weir.path: a visit to the stage, at least one, is what the part counts. */
export function bounceCondition(facts: WorkspaceFacts, stageId: number, part: BouncePart): string {
  const own = facts.stages.find((stage) => stage.stageId === stageId);
  const idsOf = (holds: (stage: FactStage, from: FactStage) => boolean) =>
    facts.stages.filter((stage) => own && holds(stage, own)).map((stage) => stage.stageId);
  switch (part) {
    case 'exits':
      return `list_contains(stages[: -2], ${stageId})`;
    case 'back':
      return someVisit(`stages[place] = ${stageId} AND ${isIn('stages[place + 1]', idsOf(leadsBack))}`);
    case 'rework': {
      const asFar = idsOf(({ kind, rank }, { rank: from }) => kind === 'open' && rank >= from);
      return someVisit(
        `stages[place + 1] = ${stageId} AND len(list_intersect(stages[: place], [${asFar.join(', ')}])) > 0`,
      );
    }
  }
}

type FactStage = WorkspaceFacts['stages'][number];

function leadsBack(to: FactStage, from: FactStage): boolean {
  return to.kind === 'open' && to.rank < from.rank;
}

/** Whether the condition holds for a visit that another one follows, at `place` of the path. */
function someVisit(condition: string): string {
  return `len(list_filter(range(1, len(stages)), lambda place: ${condition})) > 0`;
}

function isIn(value: string, ids: readonly number[]): string {
  return ids.length > 0 ? `${value} IN (${ids.join(', ')})` : 'false';
}

function countsOf(counts: Map<number, Counts>, id: number): Counts {
  const found = counts.get(id) ?? { visits: 0, lives: 0, exits: 0, back: 0 };
  counts.set(id, found);
  return found;
}
