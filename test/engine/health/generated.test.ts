import { afterAll, describe, expect, it } from 'vitest';
import type { LimitRow } from '#shared/results/health';
import { addDays } from '#shared/time/day';
import { type TestEngine, testEngine } from '../../support/engine';

/** More companies with `WEIR_COVERAGE=full`; each takes some seconds. */
const seeds = process.env.WEIR_COVERAGE === 'full' ? [5, 6, 7, 8, 9, 10, 11, 12] : [5, 7];
const deals = 5000;

describe.each(seeds)('the generated company %i', (seed) => {
  let engine: TestEngine | null = null;
  const company = async () => {
    if (engine) return engine;
    engine = await testEngine();
    await engine.call('workspace.openSample', { deals, seed });
    return engine;
  };
  afterAll(() => engine?.close());

  it('is better told by learned limits than by any fixed one, on quarters they were not learned from', async () => {
    const { rows, origins } = await (await company()).call('metric.limitRecord', {});
    expect(origins).toHaveLength(8);
    const f1 = (row: LimitRow | undefined) => row?.f1 ?? 0;
    const tuned = f1(rows.find(({ limit }) => limit === 'tuned'));
    const fixed = rows.filter(({ kind }) => kind === 'fixed');
    expect(fixed.map(({ limit }) => limit)).toEqual([0, 7, 14, 21, 30, 45, 60, 90, 120, 180]);
    for (const row of fixed) expect({ ...row, beaten: tuned > f1(row) }).toEqual({ ...row, beaten: true });
  });

  it.runIf(seed === seeds[0])(
    'opens exactly the deals that each check and part of the stale ones counts',
    async () => {
      const { call } = await company();
      const total = async (behind: object) =>
        (await call('deals.list', { behind: behind as never, limit: 0 })).total;
      const health = await call('metric.health', {});
      expect(health.alerts.length).toBeGreaterThan(2);
      for (const { code, stage, deals: counted } of health.rows) {
        const behind = { metric: 'health', code, ...(stage === null ? {} : { stage }) };
        expect({ code, stage, total: await total(behind) }).toEqual({ code, stage, total: counted });
      }
      const stale = await call('metric.stale', { rows: 5, points: 40 });
      expect(stale.total).toBe(await total({ metric: 'stale', part: 'stale' }));
      expect(stale.points).toHaveLength(40);
      for (const { stage, stale: n } of stale.stages) {
        expect(await total({ metric: 'stale', part: 'stale', stage })).toBe(n);
      }
      for (const list of ['stale', 'cleanup', 'revisit', 'worklist'] as const) {
        const { total: listed, rows } = await call('metric.actionList', { list, rows: 3 });
        expect(rows).toHaveLength(3);
        expect({ list, total: await total({ metric: 'action-list', list }) }).toEqual({
          list,
          total: listed,
        });
      }
    },
  );

  it.runIf(seed === seeds[0])('tunes limits for a month, whichever of its days is asked first', async () => {
    const stale = async (...days: string[]) => {
      const fresh = await testEngine();
      try {
        await fresh.call('workspace.openSample', { deals: 2000, seed });
        let last: unknown;
        for (const asOf of days) {
          last = await fresh.call('metric.stale', { asOf, limit: 'tuned', rows: 5, points: 0 });
        }
        return last;
      } finally {
        await fresh.close();
      }
    };
    expect(await stale('2026-05-02', '2026-05-30')).toEqual(await stale('2026-05-30'));
  });

  it('draws the same deals whether or not their names are kept apart, each by its own name', async () => {
    const { call } = await company();
    const { points } = await call('metric.stale', { rows: 0, points: 40 });
    const { rows } = await call('deals.list', { behind: { metric: 'stale', part: 'open' }, limit: 1000 });
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    const { rows: kept } = await call('sql.run', { sql: 'SELECT id FROM weir.drawn_name' });
    const isKept = new Set(kept.map(([id]) => id));
    expect(new Set(points.map(({ id }) => id)).size).toBe(40);
    expect(points.map(({ id, name }) => [id, name])).toEqual(points.map(({ id }) => [id, names.get(id)]));
    // Kept names are of those that are drawn first.
    const open = rows.filter(({ id }) => isKept.has(id));
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThan(40);
    for (const { id } of open) expect(points.map((point) => point.id)).toContain(id);
  });

  it('says nothing on an earlier day of fields that have no history, but that it does not know them', async () => {
    const { call } = await company();
    const { asOf, rows, warnings } = await call('metric.health', {});
    const ofNewest = ['overdue-next-step', 'no-next-step', 'closed-probability', 'early-commit'];
    const codesOf = (found: readonly { code: string }[]) => found.map(({ code }) => code);
    expect(codesOf(rows)).toEqual(expect.arrayContaining(['no-next-step', 'overdue-next-step']));
    expect(codesOf(warnings)).not.toContain('no-past-steps');
    const before = await call('metric.health', { asOf: addDays(asOf, -40) });
    expect(codesOf(before.rows).filter((code) => ofNewest.includes(code))).toEqual([]);
    expect(codesOf(before.rows)).toContain('past-due-close');
    expect(codesOf(before.warnings)).toContain('no-past-steps');
    expect(before.scores.nextStep).toMatchObject({
      value: null,
      of: 0,
      text: 'next steps are known as of the newest day alone',
    });
    const { total } = await call('deals.list', {
      asOf: addDays(asOf, -40),
      behind: { metric: 'health', code: 'no-next-step' },
      limit: 0,
    });
    expect(total).toBe(0);
  });

  it('has the same open deals in narrow tables as in wide ones, on any day', async () => {
    const { call } = await company();
    const { asOf } = await call('metric.health', {});
    const columns = `key, life, stage_id, rank, owner::VARCHAR, segment::VARCHAR, amount, started_at::DATE, expected_close, next_step_date,
      probability, has_next_step, is_committed, age_days, days_in_stage, touched, untouched_days`;
    for (const day of [asOf, addDays(asOf, -1), addDays(asOf, -50), addDays(asOf, -400)]) {
      const from = (macro: string) => `SELECT ${columns} FROM weir.${macro}(DATE '${day}')`;
      const { rows } = await call('sql.run', {
        sql: `SELECT
          (SELECT count(*) FROM weir.open_deal(DATE '${day}')) > 100 AS some,
          (SELECT count(*) FROM (${from('open_deal')} EXCEPT ALL ${from('open_deal_narrow')})) AS missing,
          (SELECT count(*) FROM (${from('open_deal_narrow')} EXCEPT ALL ${from('open_deal')})) AS added`,
      });
      expect({ day, rows: rows.map((row) => row.map(String)) }).toEqual({ day, rows: [['true', '0', '0']] });
    }
  });

  it('knows the last touch of each open deal by any day', async () => {
    const { call } = await company();
    const { asOf } = await call('metric.health', {});
    for (const day of [asOf, addDays(asOf, -9), addDays(asOf, -60), addDays(asOf, -400)]) {
      const { rows } = await call('sql.run', {
        sql: `SELECT
          count(a.last) > 100 AS some,
          count(*) FILTER (a.later) > 10 AS later,
          count(*) - count(DISTINCT o.key) AS twice,
          count(*) FILTER (t.touched IS DISTINCT FROM a.last) AS wrong,
          count(*) FILTER (
            o.touched IS DISTINCT FROM greatest(a.last, CASE WHEN n.last_activity <= DATE '${day}' THEN n.last_activity END)
          ) AS narrow_wrong
        FROM weir.open_deal_narrow(DATE '${day}') AS o
        JOIN weir.narrow_life AS n ON n.key = o.key AND n.life = o.life
        LEFT JOIN weir.touch_at(DATE '${day}') AS t ON t.key = o.key
        LEFT JOIN (
          SELECT
            key,
            max(happened_at::DATE) FILTER (happened_at::DATE <= DATE '${day}') AS last,
            max(happened_at::DATE) > DATE '${day}' AS later
          FROM weir.activity
          WHERE is_done
          GROUP BY key
        ) AS a ON a.key = o.key`,
      });
      const later = String(day < asOf);
      expect({ day, rows: rows.map((row) => row.map(String)) }).toEqual({
        day,
        rows: [['true', later, '0', '0', '0']],
      });
    }
  });
});
