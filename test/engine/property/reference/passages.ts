import type { FunnelDefinition } from '#shared/results/metrics';
import { kindOf, type Life, type Visit } from './lives';

/** One stage that a life entered by a definition, and what became of it there. */
export type Passage = {
  life: Life;
  rank: number;
  enteredAt: number;
  fate: 'advanced' | 'lost' | 'elsewhere' | 'open';
  /** When; null while open. */
  endedAt: number | null;
};

type Way = { enteredAt: number; advancedAt: number | null };

/** The stages of rank 1 to `top` that a life entered, each way of counting by its own plain rule. */
export function passages(life: Life, definition: FunnelDefinition, top: number): Passage[] {
  const result: Passage[] = [];
  for (let rank = 1; rank <= top; rank++) {
    const way = ways[definition](life, rank, top);
    if (way) result.push({ life, rank, enteredAt: way.enteredAt, ...ending(life, way) });
  }
  return result;
}

function ending(life: Life, { enteredAt, advancedAt }: Way): Pick<Passage, 'fate' | 'endedAt'> {
  if (advancedAt !== null) return { fate: 'advanced', endedAt: Math.max(advancedAt, enteredAt) };
  if (life.outcome === 'lost') return { fate: 'lost', endedAt: life.closedAt };
  if (life.outcome === 'won') return { fate: 'elsewhere', endedAt: life.closedAt };
  return { fate: 'open', endedAt: null };
}

const ways: Record<FunnelDefinition, (life: Life, rank: number, top: number) => Way | null> = {
  reached(life, rank) {
    const enteredAt = firstAtOrAbove(life, rank);
    return enteredAt === null ? null : { enteredAt, advancedAt: firstAtOrAbove(life, rank + 1) };
  },
  any(life, rank, top) {
    const enteredAt = firstVisit(life, rank);
    const advancedAt = rank === top ? wonAt(life) : firstVisit(life, rank + 1);
    return enteredAt === null ? null : { enteredAt, advancedAt };
  },
  direct(life, rank, top) {
    const enteredAt = firstVisit(life, rank);
    const move = life.visits.find((visit) => isOpen(visit, rank) && goesStraightOn(life, visit, top));
    return enteredAt === null ? null : { enteredAt, advancedAt: move?.leftAt ?? null };
  },
  strict(life, rank, top) {
    let from = 0;
    let enteredAt: number | null = null;
    for (let wanted = 1; wanted <= rank; wanted++) {
      const found = life.visits.findIndex((visit, i) => i >= from && isOpen(visit, wanted));
      if (found < 0) return null;
      from = found + 1;
      enteredAt = life.visits[found]!.enteredAt;
    }
    const next = life.visits.find((visit, i) => i >= from && isOpen(visit, rank + 1));
    const advancedAt = rank === top ? wonAt(life) : (next?.enteredAt ?? null);
    return { enteredAt: enteredAt!, advancedAt };
  },
};

function isOpen(visit: Visit, rank: number): boolean {
  return visit.stage.kind === 'open' && visit.stage.rank === rank;
}

function wonAt(life: Life): number | null {
  return life.outcome === 'won' ? life.closedAt : null;
}

/** Won stands above every stage; a win that was taken back is no win. */
function firstAtOrAbove(life: Life, rank: number): number | null {
  const visit = life.visits.find(({ stage }) => stage.kind === 'open' && stage.rank >= rank);
  return visit?.enteredAt ?? wonAt(life);
}

function firstVisit(life: Life, rank: number): number | null {
  return life.visits.find((visit) => isOpen(visit, rank))?.enteredAt ?? null;
}

function goesStraightOn(life: Life, { stage, next, leftAt }: Visit, top: number): boolean {
  if (next === null) return false;
  if (stage.rank < top) return next.kind === 'open' && next.rank === stage.rank + 1;
  return kindOf(next) === 'won' && life.outcome === 'won' && leftAt === life.closedAt;
}
