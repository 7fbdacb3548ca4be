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
  const add = (life: Life, bucket: ChangeBucket, cents: number) => {
    const key = `${scope.by ? fieldOf(life, scope.by) : null} ${bucket}`;
    const leg = legs.get(key) ?? { count: 0, cents: 0 };
    legs.set(key, { count: leg.count + 1, cents: leg.cents + cents });
  };
  const before = newest(entries, (from + 1) * dayLength);
  for (const [id, now] of newest(entries, (to + 1) * dayLength)) {
    const then = before.get(id);
    const wasOpen = then?.outcome === 'open' && isKept(then, scope);
    const kept = isKept(now, scope);
    const open = now.outcome === 'open';
    if (wasOpen && then) {
      add(then, 'start', cents(then));
      const group = (life: Life) => (scope.by ? fieldOf(life, scope.by) : null);
      if (!kept || group(then) !== group(now)) add(then, 'owner-out', -cents(then));
      if (!kept) continue;
      if (group(then) !== group(now)) add(now, 'owner-in', cents(then));
      if (cents(now) > cents(then)) add(now, 'increased', cents(now) - cents(then));
      if (cents(now) < cents(then)) add(now, 'decreased', cents(now) - cents(then));
    } else {
      const closedBetween = (now.closedAt ?? 0) >= (from + 1) * dayLength;
      if (!kept || !(open || closedBetween)) continue;
      add(now, then ? (then.outcome === 'open' ? 'owner-in' : 'reopened') : 'new', cents(now));
    }
    if (now.outcome === 'open') add(now, 'end', cents(now));
    else add(now, now.outcome, -cents(now));
  }
  return legs;
}

function newest(entries: readonly LogEntry[], until: number): Map<string, Life> {
  return new Map(livesBefore(until, entries, stages).map((life) => [life.id, life]));
}

function cents({ amount }: Life): number {
  return Math.round((amount ?? 0) * 100);
}
