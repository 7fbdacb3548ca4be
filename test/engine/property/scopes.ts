import fc from 'fast-check';
import { type Condition, type Scope, scopeSchema } from '#shared/model/scope';
import { dayOfNumber } from '#shared/time/day';
import { dayLength, momentOf } from '../../support/log-workspace';
import { firstDay, randomDay } from './random-log';
import type { Life } from './reference/lives';

/** What to look at, with days as numbers; `by` and the filters name fields that `fieldOf` knows. */
export type RandomScope = {
  asOf: number;
  from?: number | undefined;
  to?: number | undefined;
  where: Condition[];
  by?: string | undefined;
  pipeline?: string | undefined;
};

const nothing = fc.constant(undefined);
const day = fc.integer({ min: 0, max: 330 }).map((n) => firstDay + n);
const owners = ['Ann', 'Ben', 'Cho', null];
const segments = ['small', 'large', null];
const someOf = (values: (string | null)[]) => fc.subarray(values, { minLength: 1 });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  someOf(owners).map((values) => ({ field: 'owner', values })),
  someOf(segments).map((values) => ({ field: 'Log segment', values })),
  someOf(['open', 'won', 'lost']).map((values) => ({ field: 'outcome', values })),
  someOf(['New', 'Proposal', 'Won', 'Lost']).map((values) => ({ field: 'stage', values })),
);

const period = fc
  .tuple(fc.option(day, { nil: undefined, freq: 2 }), fc.option(day, { nil: undefined, freq: 2 }))
  .map(([from, to]) => (from !== undefined && to !== undefined && from > to ? [to, from] : [from, to]));

const look = fc.record({
  asOf: randomDay,
  period,
  where: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Condition[]>([]) },
    fc.array(condition, { maxLength: 2 }),
  ),
  by: fc.oneof(nothing, fc.constantFrom('owner', 'Log segment', 'outcome', 'stage')),
});

export const randomScope: fc.Arbitrary<RandomScope> = look.map(({ period: [from, to], ...rest }) => ({
  ...rest,
  from,
  to,
}));

/** The same scope as the engine takes it. */
export function engineScope({ asOf, from, to, where, by, pipeline }: RandomScope): Scope & { by?: string } {
  const scope = scopeSchema.parse({
    asOf: dayOfNumber(asOf),
    ...(from === undefined ? {} : { from: dayOfNumber(from) }),
    ...(to === undefined ? {} : { to: dayOfNumber(to) }),
    where,
    ...(pipeline === undefined ? {} : { pipeline }),
  });
  return by ? { ...scope, by } : scope;
}

/** First minute that is not known any more. */
export function untilOf({ asOf }: RandomScope): number {
  return (asOf + 1) * dayLength;
}

export function isKept(life: Life, { where, pipeline }: RandomScope): boolean {
  const inPipeline = pipeline === undefined || life.pipeline === pipeline;
  return inPipeline && where.every(({ field, values }) => values.includes(fieldOf(life, field)));
}

export function inPeriod(minute: number, { from, to }: RandomScope): boolean {
  return (
    (from === undefined || minute >= from * dayLength) && (to === undefined || minute < (to + 1) * dayLength)
  );
}

/** Value of a field as text, null where it is empty. */
export function fieldOf(life: Life, field: string): string | null {
  if (field === 'owner') return life.owner;
  if (field === 'Log segment' || field === 'segment') return life.segment;
  if (field === 'outcome') return life.outcome;
  if (field === 'stage') return life.stage;
  throw new Error(`The reference knows no field ${field}`);
}

/** Subjects, rows or lives by the scope's breakdown; one group for all without one. */
export function grouped<T>(
  items: readonly T[],
  scope: RandomScope,
  lifeOf: (item: T) => Life,
): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>();
  for (const item of items) {
    const key = scope.by ? fieldOf(lifeOf(item), scope.by) : null;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** `YYYY-MM-01` of a minute. */
export function monthOf(minute: number): string {
  return `${momentOf(minute).slice(0, 7)}-01`;
}
