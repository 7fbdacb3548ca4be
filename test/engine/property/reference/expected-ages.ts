import type { CycleOutcome, CycleRow, TimeInStageRow } from '#shared/results/metrics';
import { dayLength } from '../../../support/log-workspace';
import type { Clock } from '../random-log';
import { grouped, inPeriod, type RandomScope, untilOf } from '../scopes';
import type { Life, Visit } from './lives';
import { medianAge, readAge, type Subject } from './statistics';

/** The moment to which open deals have aged: the day itself where data has days, its end where it has times. */
export function lookedAt(scope: RandomScope, clock: Clock): number {
  return clock === 'day' ? scope.asOf * dayLength : untilOf(scope);
}

/** Age of a life at its end, with the age it was first seen at; null where its dates give none. */
export function ageOf(life: Life, scope: RandomScope, clock: Clock): Subject | null {
  const ended = life.closedAt ?? lookedAt(scope, clock);
  const late = life.observedFrom;
  if (ended < life.startedAt || (late !== null && late >= ended)) return null;
  return {
    t: (ended - life.startedAt) / dayLength,
    end: life.outcome,
    entry: late !== null ? (late - life.startedAt) / dayLength : 0,
  };
}

/** What `cycle` should say: ages of the lives that began in the period. */
export function expectedCycle(
  lives: Life[],
  scope: RandomScope,
  clock: Clock,
  outcome: CycleOutcome,
): Partial<CycleRow>[] {
  const aged = lives.flatMap((life) => {
    const subject = inPeriod(life.startedAt, scope) ? ageOf(life, scope, clock) : null;
    return subject ? [{ life, subject }] : [];
  });
  return [...grouped(aged, scope, ({ life }) => life)].map(([key, group]) => {
    const subjects = group.map(({ subject }) => subject);
    const ended = subjects
      .filter(({ end }) => (outcome === 'closed' ? end !== 'open' : end === outcome))
      .map(({ t }) => t)
      .sort((a, b) => a - b);
    return {
      key,
      n: subjects.length,
      events: ended.length,
      naiveMean: mean(ended),
      naiveMedian: middle(ended),
      tau: readAge(subjects),
      ...(outcome === 'closed' ? { median: medianAge(subjects) } : {}),
    };
  });
}

type Stay = { life: Life; visit: Visit; subject: Subject };

/** What `time-in-stage` should say: visits to open stages that began in the period. */
export function expectedTimeInStage(
  lives: Life[],
  scope: RandomScope,
  clock: Clock,
): Partial<TimeInStageRow>[] {
  const stays = lives.flatMap((life) =>
    life.visits
      .filter((visit) => visit.stage.kind === 'open' && inPeriod(visit.enteredAt, scope))
      .map((visit): Stay => ({ life, visit, subject: stayOf(visit, scope, clock) })),
  );
  return [...grouped(stays, scope, ({ life }) => life)].flatMap(([key, group]) =>
    [...new Set(group.map(({ visit }) => visit.stage))].map((stage) => {
      const subjects = group.filter(({ visit }) => visit.stage === stage).map(({ subject }) => subject);
      const left = subjects.filter(({ end }) => end !== 'open').map(({ t }) => t);
      return {
        key: scope.by ? key : null,
        stage: stage.stage,
        visits: subjects.length,
        n: left.length,
        open: subjects.length - left.length,
        median: medianAge(subjects),
        naiveMean: mean(left),
      };
    }),
  );
}

function stayOf({ enteredAt, leftAt }: Visit, scope: RandomScope, clock: Clock): Subject {
  const t = Math.max(0, ((leftAt ?? lookedAt(scope, clock)) - enteredAt) / dayLength);
  return { t, end: leftAt === null ? 'open' : 'won', entry: 0 };
}

function mean(values: number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function middle(sorted: number[]): number | null {
  if (sorted.length === 0) return null;
  return (sorted[Math.ceil(sorted.length / 2) - 1]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}
