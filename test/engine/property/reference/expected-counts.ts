import type { Stage } from '#shared/model/stage';
import type { MonthRow, PipelineRow, WinRateRow } from '#shared/results/metrics';
import { addMonths, dayNumber, dayOfNumber, monthStart } from '#shared/time/day';
import { dayLength } from '../../../support/log-workspace';
import type { Clock } from '../random-log';
import { grouped, inPeriod, monthOf, type RandomScope } from '../scopes';
import { ageOf, lookedAt } from './expected-ages';
import type { Life } from './lives';
import { incidence, readAge } from './statistics';

/** What `win-rate` should say: lives created, and lives won and lost, in the period. */
export function expectedWinRate(lives: Life[], scope: RandomScope, clock: Clock): Partial<WinRateRow>[] {
  return [...grouped(lives, scope, (life) => life)].map(([key, group]) => {
    const created = group.filter((life) => inPeriod(life.startedAt, scope));
    const closed = group.filter((life) => life.closedAt !== null && inPeriod(life.closedAt, scope));
    const [won, lost] = [ended(closed, 'won'), ended(closed, 'lost')];
    const value = worthOf(won) + worthOf(lost);
    const subjects = created.flatMap((life) => ageOf(life, scope, clock) ?? []);
    const age = readAge(subjects);
    return {
      key,
      created: created.length,
      won: won.length,
      lost: lost.length,
      open: ended(created, 'open').length,
      wonValue: worthOf(won),
      lostValue: worthOf(lost),
      closedRate: closed.length > 0 ? won.length / closed.length : null,
      closedValueRate: value > 0 ? worthOf(won) / value : null,
      cohortRate: age === null ? null : (incidence(subjects, age)?.won ?? null),
    };
  });
}

/** What the overview should say of open deals by stage. */
export function expectedPipeline(
  lives: Life[],
  scope: RandomScope,
  clock: Clock,
  stages: readonly Stage[],
): Partial<PipelineRow>[] {
  const open = stages.filter(({ kind }) => kind === 'open');
  return open
    .filter(({ stage }, i) => open.findIndex((one) => one.stage === stage) === i)
    .map(({ stage, rank }) => {
      const here = lives.filter((life) => life.outcome === 'open' && life.stage === stage);
      const ages = here
        .map((life) => (lookedAt(scope, clock) - life.startedAt) / dayLength)
        .sort((a, b) => a - b);
      const [low, high] = [ages[Math.ceil(ages.length / 2) - 1], ages[Math.floor(ages.length / 2)]];
      return {
        stage,
        rank,
        count: here.length,
        value: worthOf(here),
        unpriced: here.filter(({ amount }) => amount === null).length,
        medianAge: low === undefined || high === undefined ? null : (low + high) / 2,
      };
    });
}

/** What the overview should say of whole months, of those in which something happened. */
export function expectedMonths(lives: Life[], scope: RandomScope): Partial<MonthRow>[] {
  const last = monthStart(dayOfNumber(Math.min(scope.asOf, scope.to ?? scope.asOf)));
  const first = monthStart(scope.from === undefined ? addMonths(last, -17) : dayOfNumber(scope.from));
  const months = [...Array(40).keys()].map((i) => addMonths(first, i)).filter((month) => month <= last);
  return months.flatMap((month) => {
    const created = lives.filter((life) => monthOf(life.startedAt) === month);
    const closed = lives.filter((life) => life.closedAt !== null && monthOf(life.closedAt) === month);
    if (created.length + closed.length === 0) return [];
    const [won, lost] = [ended(closed, 'won'), ended(closed, 'lost')];
    return [
      {
        month,
        created: created.length,
        won: won.length,
        lost: lost.length,
        createdValue: worthOf(created),
        wonValue: worthOf(won),
        lostValue: worthOf(lost),
        partial: dayNumber(month) <= scope.asOf && scope.asOf + 1 < dayNumber(addMonths(month, 1)),
      },
    ];
  });
}

function ended(lives: Life[], outcome: Life['outcome']): Life[] {
  return lives.filter((life) => life.outcome === outcome);
}

function worthOf(lives: Life[]): number {
  return Math.round(lives.reduce((sum, { amount }) => sum + 100 * (amount ?? 0), 0)) / 100;
}
