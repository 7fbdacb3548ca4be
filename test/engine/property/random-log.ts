import fc from 'fast-check';
import type { Stage } from '#shared/model/stage';
import { dayNumber } from '#shared/time/day';
import { dayLength, type LogEntry } from '../../support/log-workspace';

/** Four open stages, two that mean won (the second one after the sale) and two that mean lost. */
export const stages: readonly Stage[] = [
  { pipeline: '', stage: 'New', rank: 1, kind: 'open' },
  { pipeline: '', stage: 'Qualified', rank: 2, kind: 'open' },
  { pipeline: '', stage: 'Proposal', rank: 3, kind: 'open' },
  { pipeline: '', stage: 'Contract', rank: 4, kind: 'open' },
  { pipeline: '', stage: 'Won', rank: 5, kind: 'won' },
  { pipeline: '', stage: 'Onboarding', rank: 6, kind: 'post' },
  { pipeline: '', stage: 'Lost', rank: 0, kind: 'lost' },
  { pipeline: '', stage: 'Disqualified', rank: 0, kind: 'lost' },
];

/** First day of every random log; the last change of a deal lies within a year and a half of it. */
export const firstDay = dayNumber('2021-01-04');
const arrivals = 150;

export type Clock = 'day' | 'instant';
export type RandomLog = { clock: Clock; entries: LogEntry[] };

type Step = {
  gap: number;
  minute: number;
  stage: number;
  amount: number | null | undefined;
  expectedClose: number | null | undefined;
  owner: string | null | undefined;
};
type RandomDeal = { start: number; segment: string | null; steps: Step[] };

/** Days from one change to the next: none, short, just around the 30 days of a reopening, or long. */
const gap = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 3, arbitrary: fc.integer({ min: 28, max: 33 }) },
  { weight: 1, arbitrary: fc.integer({ min: 40, max: 90 }) },
);
/** Few minutes of the day, so that changes of the same moment are common. */
const minute = fc.constantFrom(0, 1, 600, 1439);
const kept = fc.constant(undefined);

const step: fc.Arbitrary<Step> = fc.record({
  gap,
  minute,
  stage: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 3, arbitrary: fc.integer({ min: 4, max: 7 }) },
  ),
  amount: fc.oneof(
    { weight: 3, arbitrary: kept },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 900_000 }).map((cents) => cents / 100) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  expectedClose: fc.oneof(
    { weight: 3, arbitrary: kept },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }).map((day) => firstDay + day) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  owner: fc.oneof(
    { weight: 4, arbitrary: kept },
    { weight: 1, arbitrary: fc.constantFrom('Ann', 'Ben', 'Cho', null) },
  ),
});

/** Any stage may follow any other: skips, loops, moves back, closings taken back, wins lost again, several lives. */
const deal: fc.Arbitrary<RandomDeal> = fc.record({
  start: fc.integer({ min: 0, max: arrivals }),
  segment: fc.constantFrom('small', 'large', null),
  steps: fc.array(step, { minLength: 1, maxLength: 9, size: 'max' }),
});

/** A log of wild deals; with `probabilities` changes of one moment are told apart by the chance the CRM gives them. */
export function randomLog(size: { min: number; max: number }): fc.Arbitrary<RandomLog> {
  return fc
    .record({
      clock: fc.constantFrom<Clock>('day', 'instant'),
      probabilities: fc.boolean(),
      deals: fc.array(deal, { minLength: size.min, maxLength: size.max, size: 'max' }),
    })
    .map(({ clock, probabilities, deals }) => ({ clock, entries: entriesOf(deals, clock, probabilities) }));
}

/** A day on which to look at such a log. */
export const randomDay: fc.Arbitrary<number> = fc
  .integer({ min: 0, max: arrivals + 150 })
  .map((day) => firstDay + day);

function entriesOf(deals: RandomDeal[], clock: Clock, probabilities: boolean): LogEntry[] {
  return deals
    .flatMap(({ start, segment, steps }, index) => {
      let [day, at, amount, expectedClose, owner] = [start, 0, null, null, null] as [
        number,
        number,
        number | null,
        number | null,
        string | null,
      ];
      return steps.map((change) => {
        day += change.gap;
        at = Math.max(at, (firstDay + day) * dayLength + (clock === 'day' ? 0 : change.minute));
        amount = change.amount === undefined ? amount : change.amount;
        expectedClose = change.expectedClose === undefined ? expectedClose : change.expectedClose;
        owner = change.owner === undefined ? owner : change.owner;
        const stage = stages[change.stage]!;
        const probability = probabilities ? Math.min(stage.rank, 5) / 5 : null;
        return {
          id: `D-${index + 1}`,
          at,
          stage: stage.stage,
          amount,
          expectedClose,
          owner,
          probability,
          segment,
        };
      });
    })
    .map((entry, row) => ({ ...entry, row }));
}
