import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycle } from '#engine/metrics/cycle';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { funnel } from '#engine/metrics/funnel';
import { timeInStage } from '#engine/metrics/time-in-stage';
import { winRate } from '#engine/metrics/win-rate';
import type { Connection } from '#engine/query/connection';
import { funnelDefinitions } from '#shared/results/metrics';
import { dayLength, type ListedDeal, type LogEntry } from '../../support/log-workspace';
import { forAll, logWorkspace } from './for-all-logs';
import { firstDay } from './random-log';
import { engineScope, type RandomScope, randomScope } from './scopes';

type Journey = { start: number; stops: { stage: string; days: number }[]; owner: string };

/** Open stages in any order, each at most once, then perhaps an end: what one dated column a stage can hold. */
const journey: fc.Arbitrary<Journey> = fc.record({
  start: fc.integer({ min: 0, max: 150 }),
  owner: fc.constantFrom('Ann', 'Ben'),
  stops: fc
    .tuple(
      fc.shuffledSubarray(['New', 'Qualified', 'Proposal', 'Contract'], { minLength: 1 }),
      fc.constantFrom([], ['Won'], ['Lost']),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 5 }),
    )
    .map(([open, end, days]) => [...open, ...end].map((stage, i) => ({ stage, days: days[i]! }))),
});

const scope = randomScope.map((one) => ({
  ...one,
  where: [],
  by: one.by === undefined ? undefined : 'owner',
}));

describe('a list with a dated column for each stage', { timeout: 300_000 }, () => {
  const workspace = logWorkspace();

  it('gives the numbers of a log of the same days', () =>
    forAll(
      fc.record({
        journeys: fc.array(journey, { minLength: 60, maxLength: 120, size: 'max' }),
        scopes: fc.array(scope, { minLength: 4, maxLength: 4 }),
      }),
      3,
      async ({ journeys, scopes }) => {
        const deals = journeys.map(listedOf);
        const ofLog = await workspace.load('day', { logs: [journeys.flatMap(entriesOf).map(numbered)] });
        const fromLog = await workspace.use((connection) => answers(connection, ofLog, scopes));
        const ofList = await workspace.load('day', { logs: [], deals });
        const fromList = await workspace.use((connection) => answers(connection, ofList, scopes));
        expect(fromList).toEqual(fromLog);
      },
    ));
});

function visitsOf({ start, stops }: Journey): [stage: string, at: number][] {
  let day = firstDay + start;
  return stops.map(({ stage, days }, i) => {
    day += i === 0 ? 0 : days;
    return [stage, day * dayLength];
  });
}

function listedOf(one: Journey, i: number): ListedDeal {
  const stageDates = visitsOf(one);
  const [stage] = stageDates.at(-1)!;
  const [, createdAt] = stageDates[0]!;
  return {
    id: `D-${i}`,
    createdAt,
    stage,
    pipeline: null,
    amount: 10,
    owner: one.owner,
    segment: null,
    stageDates,
  };
}

function entriesOf(one: Journey, i: number): Omit<LogEntry, 'row'>[] {
  const rest = { amount: 10, expectedClose: null, owner: one.owner, probability: null, segment: null };
  return visitsOf(one).map(([stage, at]) => ({ id: `D-${i}`, at, stage, ...rest }));
}

function numbered(entry: Omit<LogEntry, 'row'>, row: number): LogEntry {
  return { ...entry, row };
}

async function answers(
  connection: Connection,
  facts: WorkspaceFacts,
  scopes: RandomScope[],
): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const look of scopes) {
    const asked = engineScope(look);
    for (const definition of funnelDefinitions) {
      rows.push((await funnel(connection, facts, { ...asked, definition, cohortField: 'created' })).rows);
    }
    rows.push((await winRate(connection, facts, asked)).rows);
    rows.push(
      (await cycle(connection, facts, { ...asked, outcome: 'won', start: 'created_at', curve: true })).rows,
    );
    rows.push((await timeInStage(connection, facts, { ...asked, curve: true })).rows);
  }
  return rows;
}
