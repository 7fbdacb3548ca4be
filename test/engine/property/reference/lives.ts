import type { Stage } from '#shared/model/stage';
import { dayLength, type ListedDeal, type LogEntry } from '../../../support/log-workspace';

export type Visit = { stage: Stage; enteredAt: number; leftAt: number | null; next: Stage | null };

/** One life of a deal as known at some moment. Times are minutes; `visits` in their order. */
export type Life = {
  id: string;
  life: number;
  pipeline: string;
  visits: Visit[];
  startedAt: number;
  observedFrom: number | null;
  outcome: 'open' | 'won' | 'lost';
  closedAt: number | null;
  stage: string | null;
  amount: number | null;
  owner: string | null;
  expectedClose: number | null;
  segment: string | null;
};

const reopening = 30 * dayLength;

/** open, won or lost: what follows a sale still counts as won. */
export function kindOf(stage: Stage): 'open' | 'won' | 'lost' {
  return stage.kind === 'post' ? 'won' : stage.kind;
}

/**
 * Every life known before `until`, by walking through the rows before it and nothing else. Of listed deals the day of
 * creation, the pipeline and the segment are known too.
 */
export function livesBefore(
  until: number,
  entries: readonly LogEntry[],
  stages: readonly Stage[],
  listed: readonly ListedDeal[] = [],
): Life[] {
  const byDeal = new Map<string, LogEntry[]>(listed.map(({ id }) => [id, []]));
  for (const entry of entries) byDeal.set(entry.id, [...(byDeal.get(entry.id) ?? []), entry]);
  const lists = new Map(listed.map((deal) => [deal.id, deal]));
  return [...byDeal].flatMap(([id, all]) => {
    const deal = lists.get(id) ?? { id, createdAt: null, pipeline: '', segment: all[0]!.segment };
    const own = stages.filter(({ pipeline }) => pipeline === (deal.pipeline ?? ''));
    return livesOfDeal(deal, all, until, own);
  });
}

type Known = Pick<ListedDeal, 'id' | 'createdAt' | 'pipeline' | 'segment'>;

function livesOfDeal(deal: Known, all: LogEntry[], until: number, stages: readonly Stage[]): Life[] {
  const { id, createdAt, segment } = deal;
  const pipeline = deal.pipeline ?? '';
  const known = inOrder(
    all.filter(({ at }) => at < until),
    stages,
  );
  const first = known[0]?.at ?? Math.min(...all.map(({ at }) => at));
  const late = createdAt !== null && first > createdAt + dayLength ? first : null;
  if (known.length === 0) {
    return createdAt !== null && createdAt < until ? [unseen(deal, createdAt, late)] : [];
  }
  const lives = splitAtReturns(visitsOf(known, stages));
  return lives.map((visits, i) => {
    const nextLife = lives[i + 1]?.[0]?.enteredAt ?? Number.POSITIVE_INFINITY;
    const last = known.filter(({ at }) => at < nextLife).at(-1)!;
    const closed = closingOf(visits);
    return {
      id,
      life: i + 1,
      pipeline,
      visits,
      startedAt: i === 0 && createdAt !== null ? createdAt : visits[0]!.enteredAt,
      observedFrom: i === 0 ? late : null,
      outcome: kindOf(visits.at(-1)!.stage),
      closedAt: closed,
      stage: visits.at(-1)!.stage.stage,
      amount: last.amount,
      owner: last.owner,
      expectedClose: last.expectedClose,
      segment,
    };
  });
}

/** A deal that exists by its creation date, before its first row: open, and nothing else is known. */
function unseen(deal: Known, createdAt: number, observedFrom: number | null): Life {
  const unknown = { stage: null, amount: null, owner: null, expectedClose: null };
  return {
    ...unknown,
    id: deal.id,
    life: 1,
    pipeline: deal.pipeline ?? '',
    segment: deal.segment,
    visits: [],
    startedAt: createdAt,
    observedFrom,
    outcome: 'open',
    closedAt: null,
  };
}

/** Rows of one deal as they happened; of one moment, by the chance the CRM gives, then by stage, closed ones last. */
export function inOrder(rows: readonly LogEntry[], stages: readonly Stage[]): LogEntry[] {
  const of = new Map(stages.map((stage) => [stage.stage, stage]));
  const isClosed = ({ stage }: LogEntry) => of.get(stage)?.kind !== 'open';
  const chance = (entry: LogEntry) =>
    entry.probability === null ? -1 : isClosed(entry) ? 1000 : entry.probability;
  const rank = (entry: LogEntry) => (of.get(entry.stage)?.rank ?? 0) + (isClosed(entry) ? 1000 : 0);
  return [...rows].sort((a, b) => a.at - b.at || chance(a) - chance(b) || rank(a) - rank(b) || a.row - b.row);
}

function visitsOf(entries: LogEntry[], stages: readonly Stage[]): Visit[] {
  const visits: Visit[] = [];
  for (const entry of entries) {
    const stage = stages.find((one) => one.stage === entry.stage)!;
    const before = visits.at(-1);
    if (before?.stage === stage) continue;
    if (before) Object.assign(before, { leftAt: entry.at, next: stage });
    visits.push({ stage, enteredAt: entry.at, leftAt: null, next: null });
  }
  return visits;
}

/** A deal that comes back more than 30 days after its closing begins a new life. */
function splitAtReturns(visits: Visit[]): Visit[][] {
  const lives: Visit[][] = [];
  let current: Visit[] = [];
  for (const visit of visits) {
    const closed = closingOf(current);
    if (closed !== null && kindOf(visit.stage) === 'open' && visit.enteredAt - closed > reopening) {
      lives.push(current);
      current = [];
    }
    current.push(visit);
  }
  return [...lives, current];
}

/** When the closing these visits end with began; null when they end open. From Won to Onboarding is one closing. */
function closingOf(visits: Visit[]): number | null {
  const last = visits.at(-1);
  if (!last || kindOf(last.stage) === 'open') return null;
  let closed = last.enteredAt;
  for (const visit of [...visits].reverse()) {
    if (kindOf(visit.stage) !== kindOf(last.stage)) break;
    closed = visit.enteredAt;
  }
  return closed;
}
