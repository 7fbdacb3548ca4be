import type { ChangeBucket } from '#shared/results/changes';
import { dayLength, type LogEntry } from '../../support/log-workspace';
import { stages } from '../property/random-log';
import { type Life, livesBefore } from '../property/reference/lives';
import { fieldOf, isKept, type RandomScope } from '../property/scopes';

export type Legs = Map<string, { count: number; cents: number }>;

/** The waterfall by walking through the log deal by deal: key of the map is group and bucket. */
export function expectedChanges(
  entries: readonly LogEntry[],
  scope: RandomScope,
  from: number,
  to: number,
): Legs {
  const legs: Legs = new Map();
  const start = (from + 1) * dayLength;
  const before = newest(entries, start);
  for (const [id, now] of newest(entries, (to + 1) * dayLength)) {
    const then = before.get(id);
    addEnds(legs, scope, then, now);
    addMoves(legs, scope, { then, now, since: start });
  }
  return legs;
}

/** The same where every moment at which something was recorded counts for itself. */
export function expectedGrossChanges(
  entries: readonly LogEntry[],
  scope: RandomScope,
  from: number,
  to: number,
): Legs {
  const legs: Legs = new Map();
  const [start, end] = [(from + 1) * dayLength, (to + 1) * dayLength];
  const before = newest(entries, start);
  for (const [id, now] of newest(entries, end)) {
    addEnds(legs, scope, before.get(id), now);
    const own = entries.filter((entry) => entry.id === id);
    const moments = new Set(own.map(({ at }) => at).filter((at) => at >= start && at < end));
    for (const at of [...moments].sort((a, b) => a - b)) {
      const [then, after] = [newest(own, at).get(id), newest(own, at + 1).get(id)];
      // What one moment opens and closes again is no move: nobody saw it open.
      const stays = after?.outcome !== 'open' && after?.outcome === then?.outcome;
      if (after && !stays) addMoves(legs, scope, { then, now: after, since: at });
    }
  }
  return legs;
}

type Step = { then: Life | undefined; now: Life; since: number };

function addEnds(legs: Legs, scope: RandomScope, then: Life | undefined, now: Life): void {
  if (then && isIn(then, scope)) add(legs, scope, then, 'start', cents(then));
  if (isIn(now, scope)) add(legs, scope, now, 'end', cents(now));
}

function addMoves(legs: Legs, scope: RandomScope, { then, now, since }: Step): void {
  const kept = isKept(now, scope);
  if (then && isIn(then, scope)) {
    const group = (life: Life) => (scope.by ? fieldOf(life, scope.by) : null);
    if (!kept || group(then) !== group(now)) add(legs, scope, then, 'owner-out', -cents(then));
    if (!kept) return;
    if (group(then) !== group(now)) add(legs, scope, now, 'owner-in', cents(then));
    if (cents(now) > cents(then)) add(legs, scope, now, 'increased', cents(now) - cents(then));
    if (cents(now) < cents(then)) add(legs, scope, now, 'decreased', cents(now) - cents(then));
  } else {
    const closedSince = (now.closedAt ?? 0) >= since;
    if (!kept || !(now.outcome === 'open' || closedSince)) return;
    const entry = then ? (then.outcome === 'open' ? 'owner-in' : 'reopened') : 'new';
    add(legs, scope, now, entry, cents(now));
  }
  if (now.outcome !== 'open') add(legs, scope, now, now.outcome, -cents(now));
}

function isIn(life: Life, scope: RandomScope): boolean {
  return life.outcome === 'open' && isKept(life, scope);
}

function add(legs: Legs, scope: RandomScope, life: Life, bucket: ChangeBucket, cents: number): void {
  const key = `${scope.by ? fieldOf(life, scope.by) : null} ${bucket}`;
  const leg = legs.get(key) ?? { count: 0, cents: 0 };
  legs.set(key, { count: leg.count + 1, cents: leg.cents + cents });
}

function newest(entries: readonly LogEntry[], until: number): Map<string, Life> {
  return new Map(livesBefore(until, entries, stages).map((life) => [life.id, life]));
}

function cents({ amount }: Life): number {
  return Math.round((amount ?? 0) * 100);
}
