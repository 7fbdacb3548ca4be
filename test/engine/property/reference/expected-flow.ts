import { dayLength } from '../../../support/log-workspace';
import type { Clock } from '../random-log';
import { fieldOf, inPeriod, type RandomScope } from '../scopes';
import { kindOf, type Life } from './lives';

type Move = { life: Life; from: string; to: string | null; days: number };

/** Rows of flow, by walking through every visit. */
export function expectedFlow(lives: readonly Life[], scope: RandomScope, clock: Clock) {
  const last = Math.min(scope.asOf, scope.to ?? scope.asOf);
  const end = (last + 1) * dayLength;
  const looked = clock === 'day' ? last * dayLength : end;
  const moves = lives.flatMap((life) => life.visits.flatMap((visit) => moveOf(life, visit)));
  return [...byText(moves, (m) => JSON.stringify([keyOf(m.life), m.from, m.to]))].map(([, same]) => ({
    key: keyOf(same[0]!.life),
    from: same[0]!.from,
    to: same[0]!.to,
    count: same.length,
    deals: new Set(same.map(({ life }) => life)).size,
    value: Math.round(same.reduce((sum, { life }) => sum + (life.amount ?? 0), 0) * 100) / 100,
    medianDays: median(same.map(({ days }) => days)),
  }));

  function keyOf(life: Life): string | null {
    return scope.by ? fieldOf(life, scope.by) : null;
  }
  function moveOf(life: Life, visit: Life['visits'][number]): Move[] {
    const { stage, enteredAt, leftAt, next } = visit;
    if (enteredAt >= end) return [];
    const days = (until: number) => Math.max(0, until - enteredAt) / dayLength;
    if (leftAt !== null && next && leftAt < end) {
      const { from } = scope;
      return inPeriod(leftAt, { ...scope, from })
        ? [{ life, from: stage.stage, to: next.stage, days: days(leftAt) }]
        : [];
    }
    return stage.kind === 'open' ? [{ life, from: stage.stage, to: null, days: days(looked) }] : [];
  }
}

type StageVisits = { visits: number; exits: number; back: number } & Record<
  'exited' | 'wentBack' | 'reworked',
  Set<Life>
>;
const noVisits = (): StageVisits => ({
  visits: 0,
  exits: 0,
  back: 0,
  exited: new Set(),
  wentBack: new Set(),
  reworked: new Set(),
});

/** Lives by their paths, and what holds for each, by walking through its visits. */
export function expectedPaths(all: readonly Life[], scope: RandomScope) {
  const bounded = scope.from !== undefined || scope.to !== undefined;
  const lives = all.filter((life) => life.visits.length > 0 && (!bounded || inPeriod(life.startedAt, scope)));
  const parts = { 'on-path': 0, straight: 0, skip: 0, 'allowed-skip': 0, loop: 0, back: 0, reopened: 0 };
  const variants: Record<string, { deals: number; won: number; lost: number }> = {};
  const stages: Record<string, StageVisits> = {};
  for (const life of lives) {
    const found = judge(life);
    parts['on-path'] += Number(found.skips + found.strays === 0);
    parts.straight += Number(found.skips + found.backs + found.repeats + found.returns === 0);
    parts.skip += Number(found.skips > 0);
    parts.loop += Number(found.repeats > 0);
    parts.back += Number(found.backs > 0);
    parts.reopened += Number(found.returns > 0 || life.life > 1);
    const end = life.visits.findLastIndex(({ stage }) => stage.kind === 'open') + 1;
    const name = life.visits
      .slice(0, end)
      .map(({ stage }) => stage.stage)
      .join('>');
    const variant = variants[name] ?? { deals: 0, won: 0, lost: 0 };
    variants[name] = {
      deals: variant.deals + 1,
      won: variant.won + Number(life.outcome === 'won'),
      lost: variant.lost + Number(life.outcome === 'lost'),
    };
    for (const [i, { stage }] of life.visits.entries()) {
      const at = stages[stage.stage] ?? noVisits();
      stages[stage.stage] = at;
      const next = life.visits[i + 1]?.stage;
      at.visits++;
      at.exits += Number(next !== undefined);
      if (next) at.exited.add(life);
      if (next?.kind === 'open' && next.rank < stage.rank) {
        at.back++;
        at.wentBack.add(life);
      }
      const before = life.visits.slice(0, i).map((visit) => visit.stage);
      if (before.some(({ kind, rank }) => kind === 'open' && rank >= stage.rank)) at.reworked.add(life);
    }
  }
  return { deals: lives.length, parts, variants, stages };
}

function judge({ visits }: Life) {
  const found = { skips: 0, strays: 0, backs: 0, repeats: 0, returns: 0 };
  const seen = new Set<string>();
  let before: { kind: 'open' | 'won' | 'lost'; rank: number } | null = null;
  for (const { stage } of visits) {
    const kind = kindOf(stage);
    const rank = kind === 'open' ? stage.rank : 5;
    const wasOpen = before === null || before.kind === 'open';
    if (kind === 'open' && before !== null && before.kind !== 'open') found.returns++;
    if (kind !== 'lost' && wasOpen && rank > (before?.rank ?? 0) + 1) found.skips++;
    if (kind === 'open' && before?.kind === 'open' && rank < before.rank) {
      found.backs++;
      if (!seen.has(stage.stage)) found.strays++;
    }
    if (kind === 'open' && seen.has(stage.stage)) found.repeats++;
    seen.add(stage.stage);
    before = { kind, rank };
  }
  return found;
}

function byText<T>(items: readonly T[], textOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(textOf(item), [...(groups.get(textOf(item)) ?? []), item]);
  return groups;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
