import { afterAll, beforeAll, expect, it } from 'vitest';
import { funnel } from '#engine/metrics/funnel';
import { scopeSchema } from '#shared/model/scope';
import { addDays } from '#shared/time/day';
import { type DerivedWorkspace, stagesOf, workspaceOfLog } from '../../support/derived-workspace';
import { describeShared, vectors } from '../../support/vectors';

type Row = [deal: string, day: number, stage: string, amount: number, close: number];
type Expected = {
  from_rank: number;
  entered_or_passed: number;
  advanced: number;
  lost: number;
  still_open: number;
  naive_advanced_over_entered: number;
  aj_advanced: number;
  aj_undecided: number;
};
type Position = { deal: string; stage: string; amount: number; close_day: number; days_in_stage: number };

describeShared('vectors/vectors.json', 'the funnel of the worked example', () => {
  let log: DerivedWorkspace;
  const vector = vectors().funnel_definitions!;
  const asOf = addDays('2020-01-01', 75);
  const scope = scopeSchema.parse({ asOf });

  beforeAll(async () => {
    const rows = (vector.rows as Row[]).map(([id, day, stage, amount, expectedClose]) => ({
      id,
      day,
      stage: stage === 'W' ? 'Won' : stage === 'L' ? 'Lost' : stage,
      amount,
      expectedClose,
    }));
    log = await workspaceOfLog(rows, stagesOf(['S1', 'S2', 'S3', 'S4']));
  });
  afterAll(() => log.close());

  it('counts deals that reached each stage, went further, were lost or are open', async () => {
    const result = await log.workspace.database.use((connection) =>
      funnel(connection, log.facts, { ...scope, definition: 'reached', cohortField: 'created' }),
    );
    const expected = vector.expect.conversion as Expected[];
    for (const [i, row] of result.rows.entries()) {
      const wanted = expected[i]!;
      expect([row.entered, row.advanced, row.lost, row.open]).toEqual([
        wanted.entered_or_passed,
        wanted.advanced,
        wanted.lost,
        wanted.still_open,
      ]);
      expect(row.naive).toBeCloseTo(wanted.naive_advanced_over_entered, 9);
      expect(row.conversion).toBeCloseTo(wanted.aj_advanced, 9);
      expect(row.undecided).toBeCloseTo(wanted.aj_undecided, 9);
    }
    expect(result.rows).toHaveLength(expected.length);
  });

  it('gives the same numbers from the SQL macro alone', async () => {
    const rows = await log.workspace.database.use((connection) =>
      connection.all(`FROM weir.funnel(as_of := DATE '${asOf}')`),
    );
    const expected = vector.expect.conversion as Expected[];
    expect(rows.map((row) => [row.entered, row.advanced, row.lost, row.open])).toEqual(
      expected.map((e) => [e.entered_or_passed, e.advanced, e.lost, e.still_open]),
    );
    for (const [i, row] of rows.entries()) expect(row.conversion).toBeCloseTo(expected[i]!.aj_advanced, 9);
  });

  it.each([30, 75])('replays what was known on day %i', async (day) => {
    const rows = await log.workspace.database.use((connection) =>
      connection.all(
        `SELECT o.id AS deal, s.stage, o.amount::DOUBLE AS amount, date_diff('day', DATE '2020-01-01', o.expected_close) AS close_day,
          weir.days(o.stage_entered_at, weir.looked_at($as_of::DATE)) AS days_in_stage
        FROM weir.deal($as_of::DATE) AS o JOIN weir.stage AS s USING (stage_id)
        ORDER BY o.id`,
        { as_of: addDays('2020-01-01', day) },
      ),
    );
    const expected = (vector.expect[`asof_${day}`] as Position[]).map((e) => ({
      deal: e.deal,
      stage: e.stage === 'W' ? 'Won' : e.stage === 'L' ? 'Lost' : e.stage,
      amount: e.amount,
      close_day: e.close_day,
      days_in_stage: e.days_in_stage,
    }));
    expect(rows).toEqual(expected);
  });
});
