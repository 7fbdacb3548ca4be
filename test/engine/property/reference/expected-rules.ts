import { limitFor, type RulePack } from '#shared/model/rule-pack';
import type { Stage } from '#shared/model/stage';
import { dayLength, type LogEntry } from '../../../support/log-workspace';
import { inOrder, type Life } from './lives';

export type Followed = { id: string; day: number };

/** A life under one rule: how far it came, and the day it was taken. */
export type Replayed = {
  life: Life;
  over: number;
  reached: number;
  takenOn: number | null;
  left: number | null;
};

export type ReplayOptions = {
  asOf: number;
  /** Days of follow-ups of each deal, whatever counts as one. */
  followUps: readonly Followed[];
  since: number | null;
  entries: readonly LogEntry[];
  stages: readonly Stage[];
  customerOf: (id: string) => string;
};

const dayOf = (minute: number) => Math.floor(minute / dayLength);

/** Walks through every day of every life, and asks at the end of each whether a rule takes it. */
export function replayRules(
  lives: readonly Life[],
  all: readonly Life[],
  pack: RulePack,
  options: ReplayOptions,
): Replayed[][] {
  const ownerOn = owners(all, options);
  return pack.rules.map((rule) =>
    lives.flatMap((life) => {
      const limit = limitFor(rule, rule.by ? life.segment : null);
      const over = overOf(life, options.asOf);
      if (rule.kind === 'no-follow-up' && options.since !== null && over <= options.since) return [];
      let reached = 0;
      let takenOn: number | null = null;
      let held: string | null = null;
      let now: number | null = null;
      for (let day = dayOf(life.startedAt); day < over; day += 1) {
        if (rule.kind === 'no-follow-up') now = daysWithout(life, day, options);
        else if (rule.kind === 'not-closed') now = day - dayOf(life.startedAt);
        else {
          const owner = ownerOn(life, day);
          now = owner !== null && owner !== held ? othersOf(owner, day, all, ownerOn, options) : 0;
          held = owner;
        }
        if (now === null) continue;
        reached = Math.max(reached, now);
        if (takenOn === null && now >= limit) takenOn = day;
      }
      const left = rule.kind === 'capacity' || life.outcome !== 'open' ? null : limit - (now ?? 0);
      return [{ life, over, reached, takenOn, left }];
    }),
  );
}

function overOf(life: Life, asOf: number): number {
  return life.closedAt === null ? asOf + 1 : dayOf(life.closedAt);
}

function daysWithout(life: Life, day: number, { followUps, since }: ReplayOptions): number | null {
  const seen = Math.max(dayOf(life.observedFrom ?? life.startedAt), since ?? 0);
  if (day < seen) return null;
  const days = followUps.filter((one) => one.id === life.id && one.day <= day).map((one) => one.day);
  return day - Math.max(seen, ...days);
}

/** Who has a deal at the end of a day; a deal that only one person ever had is theirs all along. */
function owners(all: readonly Life[], { entries, stages, asOf }: ReplayOptions) {
  const rows = new Map<string, LogEntry[]>();
  for (const { id } of all) {
    const own = entries.filter((entry) => entry.id === id && dayOf(entry.at) <= asOf);
    rows.set(id, inOrder(own, stages));
  }
  return (life: Life, day: number): string | null => {
    const own = rows.get(life.id) ?? [];
    const names = new Set(own.map(({ owner }) => owner).filter((owner) => owner !== null));
    if (names.size < 2) return life.owner;
    return (own.filter(({ at }) => dayOf(at) <= day).at(-1) ?? own[0])?.owner ?? null;
  };
}

function othersOf(
  owner: string,
  day: number,
  all: readonly Life[],
  ownerOn: (life: Life, day: number) => string | null,
  { asOf, customerOf }: ReplayOptions,
): number {
  const held = all.filter(
    (one) => dayOf(one.startedAt) <= day && day < overOf(one, asOf) && ownerOn(one, day) === owner,
  );
  return new Set(held.map(({ id }) => customerOf(id))).size - 1;
}
