import type { CohortRow, CreateAndCloseRow } from '#shared/results/cohorts';
import { addMonths, dayNumber } from '#shared/time/day';
import { dayLength } from '../../../support/log-workspace';
import type { Clock } from '../random-log';
import { grouped, inPeriod, monthOf, type RandomScope } from '../scopes';
import { ageOf, lookedAt } from './expected-ages';
import type { Life } from './lives';
import { incidence, readAge } from './statistics';

export type CohortOptions = {
  scope: RandomScope;
  clock: Clock;
  grain: 'month' | 'quarter';
  ageStep: number;
  yearStart: number;
};

/** What `cohorts` should say: for each cohort and age, a walk through its lives. */
export function expectedCohorts(lives: Life[], options: CohortOptions): Partial<CohortRow>[] {
  const { scope, clock } = options;
  const usable = lives.filter((life) => inPeriod(life.startedAt, scope) && lived(life, scope, clock) >= 0);
  return [...grouped(usable, scope, (life) => life)].flatMap(([key, group]) => {
    const cohorts = new Set(group.map((life) => periodOf(life.startedAt, options)));
    return [...cohorts].flatMap((cohort) =>
      cellsOf(
        group.filter((life) => periodOf(life.startedAt, options) === cohort),
        cohort,
        options,
      ).map((row) => (scope.by ? { key, ...row } : row)),
    );
  });
}

function cellsOf(group: Life[], cohort: string, { scope, clock, grain, ageStep }: CohortOptions) {
  const ages = group.map((life) => (lookedAt(scope, clock) - life.startedAt) / dayLength);
  const next = addMonths(cohort, grain === 'month' ? 1 : 3);
  const isOver = dayNumber(next) <= scope.asOf + 1;
  const subjects = group.flatMap((life) => ageOf(life, scope, clock) ?? []);
  const tau = readAge(subjects) ?? 0;
  const cells: Partial<CohortRow>[] = [];
  for (let bucket = 0; bucket * ageStep <= Math.max(...ages); bucket++) {
    const end = (bucket + 1) * ageStep;
    const by = (outcome: string) =>
      group.filter((life) => life.outcome === outcome && lived(life, scope, clock) < end);
    const [won, lost] = [by('won'), by('lost')];
    const observed = isOver && ages.every((age) => age >= end);
    const moments = subjects.map(({ t }) => t).filter((t) => t < end);
    const followed = subjects.some(({ t }) => t >= end) || subjects.every(({ end: fate }) => fate !== 'open');
    const isRead = followed && (observed || Math.max(0, end - 1e-9) <= tau);
    const share = isRead
      ? moments.length > 0
        ? incidence(subjects, Math.max(...moments))
        : { won: 0, lost: 0 }
      : null;
    cells.push({
      cohort,
      bucket,
      age: Math.round(end * 1e6) / 1e6,
      deals: group.length,
      won: won.length,
      lost: lost.length,
      open: group.length - won.length - lost.length,
      naive: won.length / group.length,
      wonRate: share?.won ?? null,
      lostRate: share?.lost ?? null,
      value: worthOf(group),
      wonValue: worthOf(won),
      lostValue: worthOf(lost),
      observed,
    });
  }
  return cells;
}

/** What is created and closed within a month or quarter. */
export function expectedCreateAndClose(lives: Life[], options: CohortOptions): Partial<CreateAndCloseRow>[] {
  const { scope, clock } = options;
  return [...grouped(lives, scope, (life) => life)].flatMap(([key, group]) => {
    const created = group.filter((life) => inPeriod(life.startedAt, scope) && lived(life, scope, clock) >= 0);
    const won = group.filter(
      (life) => life.outcome === 'won' && life.closedAt !== null && inPeriod(life.closedAt, scope),
    );
    const closing = (life: Life) => periodOf(life.closedAt ?? 0, options);
    const periods = new Set([
      ...created.map((life) => periodOf(life.startedAt, options)),
      ...won.map(closing),
    ]);
    return [...periods].map((period) => {
      const here = created.filter((life) => periodOf(life.startedAt, options) === period);
      const bookings = won.filter((life) => closing(life) === period);
      const inside = bookings.filter((life) => here.includes(life));
      return {
        ...(scope.by ? { key } : {}),
        period,
        created: here.length,
        wonInside: inside.length,
        won: bookings.length,
        share: bookings.length > 0 ? inside.length / bookings.length : null,
        createdValue: worthOf(here),
        wonInsideValue: worthOf(inside),
        wonValue: worthOf(bookings),
      };
    });
  });
}

/** Days from the start to the end or to the day looked from; below 0 where the dates give none. */
function lived(life: Life, scope: RandomScope, clock: Clock): number {
  return ((life.closedAt ?? lookedAt(scope, clock)) - life.startedAt) / dayLength;
}

function periodOf(minute: number, { grain, yearStart }: CohortOptions): string {
  const month = monthOf(minute);
  if (grain === 'month') return month;
  const starts = [0, 3, 6, 9].map((after) => ((yearStart - 1 + after) % 12) + 1);
  const back = [0, 1, 2].find((n) => starts.includes(Number(addMonths(month, -n).slice(5, 7)))) ?? 0;
  return addMonths(month, -back);
}

function worthOf(lives: Life[]): number {
  return Math.round(lives.reduce((sum, { amount }) => sum + 100 * (amount ?? 0), 0)) / 100;
}
