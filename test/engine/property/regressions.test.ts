import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cycle } from '#engine/metrics/cycle';
import { listDeals } from '#engine/metrics/deals';
import { compareDefinitions } from '#engine/metrics/definitions';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import { funnel } from '#engine/metrics/funnel';
import { overview } from '#engine/metrics/overview';
import { winRate } from '#engine/metrics/win-rate';
import type { Connection } from '#engine/query/connection';
import { behindSchema } from '#shared/contract/methods';
import { type ScopeInput, scopeSchema } from '#shared/model/scope';
import { dayNumber, dayOfNumber } from '#shared/time/day';
import {
  dayLength,
  type ListedDeal,
  type LogEntry,
  type LogFiles,
  type LogOptions,
  type LogWorkspace,
  openLogWorkspace,
} from '../../support/log-workspace';
import { twoPipelines } from './random-list';
import { stages } from './random-log';

const first = dayNumber('2024-01-01');
const on = (day: number) => dayOfNumber(first + day);

type Values = Partial<Omit<LogEntry, 'id' | 'at' | 'stage' | 'row'>>;
type Line = [deal: string, day: number, stage: string, values?: Values];

/** A log written as deal, day, stage and what else the row says. */
function logOf(...lines: Line[]): LogEntry[] {
  const blank = { amount: null, expectedClose: null, owner: null, probability: null, segment: null };
  return lines.map(([id, day, stage, values], row) => ({
    ...blank,
    ...values,
    row,
    id,
    at: (first + day) * dayLength,
    stage,
  }));
}

function listedDeal(id: string, created: number, more: Partial<ListedDeal> = {}): ListedDeal {
  const blank = { stage: 'New', pipeline: null, amount: null, owner: null, segment: null };
  return { ...blank, id, createdAt: Math.round((first + created) * dayLength), ...more };
}

describe('once wrong, now right:', () => {
  let workspace: LogWorkspace;
  let facts: WorkspaceFacts;
  beforeAll(async () => {
    workspace = await openLogWorkspace();
  });
  afterAll(() => workspace.close());

  const load = async (files: LogFiles, options: Partial<LogOptions> = {}) => {
    facts = await workspace.load(files, { stages, clock: 'day', asOf: on(300), ...options });
  };
  const ask = <T>(
    question: (
      connection: Connection,
      facts: WorkspaceFacts,
      scope: ReturnType<typeof scopeSchema.parse>,
    ) => Promise<T>,
    scope: ScopeInput = {},
  ) => workspace.use((connection) => question(connection, facts, scopeSchema.parse(scope)));
  const sql = (text: string) => workspace.use((connection) => connection.all(text));
  const reached = { definition: 'reached', cohortField: 'created' } as const;
  const funnelOf = (scope: ScopeInput, definition: 'reached' | 'direct' | 'strict' = 'reached') =>
    ask((c, f, s) => funnel(c, f, { ...s, ...reached, definition }), scope).then(({ rows }) => rows);
  const listed = (query: object, scope: ScopeInput = {}) =>
    ask(
      (c, f, s) =>
        listDeals(c, f, { ...s, sort: 'id', descending: false, offset: 0, limit: 10, columns: [], ...query }),
      scope,
    );

  it('win rates of a past day take amount and owner of that day', async () => {
    await load({
      logs: [
        logOf(
          ['A', 0, 'New', { amount: 10, owner: 'Ann' }],
          ['A', 5, 'Won', { amount: 10, owner: 'Ann' }],
          ['A', 50, 'Won', { amount: 99, owner: 'Ben' }],
        ),
      ],
    });
    const { rows } = await ask((c, f, s) => winRate(c, f, { ...s, by: 'owner' }), { asOf: on(20) });
    expect(rows).toMatchObject([{ key: 'Ann', won: 1, wonValue: 10 }]);
  });

  it('an earlier life keeps the amount that it ended with', async () => {
    await load({
      logs: [
        logOf(
          ['A', 0, 'New', { amount: 10 }],
          ['A', 5, 'Won', { amount: 10 }],
          ['A', 90, 'New', { amount: 77 }],
        ),
      ],
    });
    const { rows } = await ask(winRate);
    expect(rows).toMatchObject([{ created: 2, won: 1, open: 1, wonValue: 10 }]);
  });

  it('an earlier life whose history began late stays out of the curve until then', async () => {
    await load({
      logs: [logOf(['A', 40, 'New'], ['A', 50, 'Lost'], ['A', 100, 'New'])],
      deals: [listedDeal('A', 0)],
    });
    const rows = await sql(
      `SELECT t, lost, entered FROM weir.outcome_risk(DATE '${on(120)}') ORDER BY t, entered`,
    );
    expect(rows).toEqual([
      { t: 20, lost: 0, entered: 0 },
      { t: 40, lost: 0, entered: 1 },
      { t: 50, lost: 1, entered: 0 },
    ]);
  });

  it('a deal is closed when it is won, not when it moves on to a stage after the sale', async () => {
    await load({
      logs: [logOf(['A', 0, 'New'], ['A', 10, 'Won'], ['A', 25, 'Onboarding'], ['A', 41, 'New'])],
    });
    const lives = await sql('SELECT life, outcome, closed_at FROM weir.lives ORDER BY life');
    expect(lives).toEqual([
      { life: 1, outcome: 'won', closed_at: `${on(10)}T00:00:00` },
      { life: 2, outcome: 'open', closed_at: null },
    ]);
  });

  it('a win that was taken back counts for days inside the gap and for no others', async () => {
    await load({
      logs: [logOf(['A', 0, 'Contract'], ['A', 10, 'Won'], ['A', 20, 'Contract'], ['A', 60, 'Lost'])],
    });
    for (const definition of ['reached', 'direct'] as const) {
      expect((await funnelOf({ asOf: on(15) }, definition)).at(-1)).toMatchObject({ advanced: 1, lost: 0 });
      expect((await funnelOf({ asOf: on(30) }, definition)).at(-1)).toMatchObject({ advanced: 0, open: 1 });
      expect((await funnelOf({ asOf: on(90) }, definition)).at(-1)).toMatchObject({ advanced: 0, lost: 1 });
    }
  });

  it('of two visits of one moment the later one does not come before the other', async () => {
    const [first, then] = [{ probability: 10 }, { probability: 20 }];
    await load({
      logs: [logOf(['A', 0, 'Qualified', first], ['A', 0, 'New', then], ['A', 9, 'Proposal', then])],
    });
    const rows = await funnelOf({}, 'strict');
    expect(rows.map(({ entered }) => entered)).toEqual([1, 0, 0, 0]);
  });

  it('changes of one moment of a log without probabilities follow each other as the stages do', async () => {
    await load({
      logs: [
        logOf(
          ['A', 0, 'Qualified'],
          ['A', 0, 'New'],
          ['A', 9, 'Won'],
          ['A', 9, 'Lost'],
          ['A', 9, 'Contract'],
        ),
      ],
    });
    expect((await funnelOf({}, 'strict')).map(({ entered }) => entered)).toEqual([1, 1, 0, 0]);
    expect((await funnelOf({})).at(-1)).toMatchObject({ stage: 'Contract', advanced: 1, lost: 0 });
  });

  it('what the last row of a log leaves empty is empty, and nothing is known before it was said', async () => {
    await load({
      logs: [logOf(['A', 0, 'New', { amount: 10 }], ['A', 5, 'New', { expectedClose: first + 40 }])],
    });
    const then = await listed({}, { asOf: on(2) });
    const now = await listed({});
    expect(then.rows).toMatchObject([{ amount: 10, expectedClose: null }]);
    expect(now.rows).toMatchObject([{ amount: null, expectedClose: on(40) }]);
  });

  it('a deal known from two logs began with the first row of either', async () => {
    const [one, two] = [logOf(['A', 0, 'New']), logOf(['A', 30, 'Qualified'])];
    await load({ logs: [one, two] });
    expect(await sql('SELECT started_at, observed_from FROM weir.lives')).toEqual([
      { started_at: `${on(0)}T00:00:00`, observed_from: null },
    ]);
  });

  it('a deal lost on the day it came into a stage is lost', async () => {
    await load({
      logs: [
        logOf(
          ['A', 0, 'New', { probability: 0.1 }],
          ['A', 5, 'Lost', { probability: 0 }],
          ['A', 5, 'Proposal', { probability: 0.5 }],
        ),
      ],
    });
    expect(await sql('SELECT outcome FROM weir.opportunity')).toEqual([{ outcome: 'lost' }]);
  });

  it('a definition by which nobody entered a stage leaves out all who reached it', async () => {
    await load({
      logs: [logOf(['A', 0, 'New'], ['A', 1, 'Contract'], ['B', 0, 'New'], ['B', 1, 'Contract'])],
    });
    const { rows } = await ask(compareDefinitions);
    expect(rows[2]!.differing).toEqual({ reached: 0, strict: 2, any: 2, direct: 2 });
  });

  it('before its first row nothing but its creation is known of a deal', async () => {
    await load({
      logs: [logOf(['A', 40, 'New', { amount: 5 }], ['A', 60, 'Proposal', { amount: 5 }])],
      deals: [listedDeal('A', 0, { stage: 'Proposal', amount: 5 })],
    });
    expect((await listed({}, { asOf: on(10) })).rows).toMatchObject([
      { id: 'A', stage: null, amount: null, outcome: 'open' },
    ]);
    const { rows } = await ask((c, f, s) => overview(c, f, s), { asOf: on(10) });
    expect(rows[0]!.totals).toMatchObject({ deals: 1, open: 0 });
  });

  it('owners of a log have the names that the list of owners gives them', async () => {
    await load({
      logs: [logOf(['A', 0, 'New', { owner: 'u1' }], ['A', 9, 'Won', { owner: 'u2' }])],
      owners: [
        { key: 'u1', name: 'Ann' },
        { key: 'u2', name: 'Ben' },
      ],
    });
    expect((await listed({}, { asOf: on(5) })).rows).toMatchObject([{ owner: 'Ann' }]);
    expect((await listed({})).rows).toMatchObject([{ owner: 'Ben' }]);
  });

  it('ages counted in quarters of a day do not put an entry at its exit', async () => {
    const log = logOf(['A', 5, 'New'], ['A', 5, 'Lost']).map((entry, i) => ({ ...entry, at: entry.at + i }));
    await load({ logs: [log], deals: [listedDeal('A', 0)] }, { clock: 'instant', coarse: true });
    const { rows } = await ask((c, f, s) =>
      cycle(c, f, { ...s, outcome: 'closed', start: 'created_at', curve: false }),
    );
    expect(rows).toMatchObject([{ n: 1, events: 1, naiveMean: 5 }]);
  });

  it('ranks with gaps, and two of the same, are counted 1, 2, 3', async () => {
    const given = stages.map((stage) =>
      stage.kind === 'open' ? { ...stage, rank: [2, 7, 7, 30][stage.rank - 1]! } : stage,
    );
    await load(
      {
        logs: [
          logOf(
            ['A', 0, 'New'],
            ['A', 1, 'Qualified'],
            ['A', 2, 'Proposal'],
            ['A', 3, 'Contract'],
            ['A', 4, 'Won'],
          ),
        ],
      },
      { stages: given },
    );
    const rows = await funnelOf({}, 'strict');
    expect(rows.map(({ rank, advanced }) => [rank, advanced])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });

  it('deals behind a funnel of those who entered in the period are those who entered in it', async () => {
    await load({ logs: [logOf(['A', 0, 'New'], ['A', 50, 'Qualified'], ['B', 45, 'Qualified'])] });
    const behind = behindSchema.parse({
      metric: 'funnel',
      stage: 'Qualified',
      part: 'entered',
      cohortField: 'entered',
    });
    expect((await listed({ behind }, { from: on(40) })).total).toBe(2);
    expect((await listed({ behind: { ...behind, cohortField: 'created' } }, { from: on(40) })).total).toBe(1);
  });

  it('deals behind a stage of one pipeline are not those of another with the same rank', async () => {
    const log = logOf(['A', 0, 'New'], ['B', 0, 'Qualified']);
    const deals = [
      listedDeal('A', 0, { pipeline: 'Direct', stage: 'New' }),
      listedDeal('B', 0, { pipeline: 'Partner', stage: 'Qualified' }),
    ];
    await load({ logs: [log], deals }, { stages: twoPipelines });
    const behind = behindSchema.parse({ metric: 'time-in-stage', stage: 'New', part: 'visits' });
    expect((await listed({ behind })).rows).toMatchObject([{ id: 'A' }]);
  });

  it('months are whole, whatever day the period ends on', async () => {
    await load({ logs: [logOf(['A', 3, 'New'], ['B', 25, 'New'])] });
    const { rows } = await ask((c, f, s) => overview(c, f, s), { from: on(2), to: on(10) });
    expect(rows[0]!.months).toMatchObject([{ month: '2024-01-01', created: 2 }]);
    const behind = behindSchema.parse({ metric: 'month', month: '2024-01-01', part: 'created' });
    expect((await listed({ behind }, { from: on(2), to: on(10) })).total).toBe(2);
  });
});
