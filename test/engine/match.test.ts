import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { match } from '#engine/metrics/match/match';
import { type MethodInput, methods } from '#shared/contract/methods';
import { readFigure } from '#shared/model/asked-figure';
import type { MatchRow } from '#shared/results/match';
import { readPeriod } from '#shared/time/period';
import { type TestEngine, testEngine } from '../support/engine';
import { dataFolder, hasShared } from '../support/vectors';
import { forAllLogs, logWorkspace } from './property/for-all-logs';
import { engineScope } from './property/scopes';

type Question = MethodInput<'metric.match'>;

/** The figure that one query gives. */
async function figure(engine: TestEngine, sql: string): Promise<number> {
  const { rows } = await engine.call('sql.run', { sql });
  return Number(rows[0]?.[0]);
}

/** Every row again: its own SQL, the deals behind it, and the page it names. */
async function expectReproduced(engine: TestEngine, rows: readonly MatchRow[]): Promise<void> {
  for (const row of rows) {
    const { total } = await engine.call('deals.list', { ...row.scope, behind: row.behind, limit: 0 });
    expect([row.label, total]).toEqual([row.label, row.n]);
    if (/\bAS figure\b/.test(row.sql)) expect(await figure(engine, row.sql)).toBeCloseTo(row.value, 2);
    if (row.page) expect(await onPage(engine, row)).toContainEqual(expect.closeTo(row.value, 2));
  }
}

/** All numbers that the page named shows of the figure. */
async function onPage(engine: TestEngine, { page, scope, stage, funnelDefinition }: MatchRow) {
  const weight = page?.params.weight === 'value' ? 'value' : 'count';
  const asked = { ...scope, weight } as const;
  const cleanUps = page?.params.cleanUps === 'booked' ? 'booked' : 'dated';
  const answers: object[] = [];
  if (page?.page === 'overview') {
    const { rows } = await engine.call('metric.overview', asked);
    answers.push(rows[0]!.totals, rows[0]!.winRate);
  } else if (page?.page === 'velocity') {
    const outcome = (['won', 'lost'] as const).find((one) => one === page.params.outcome) ?? 'closed';
    answers.push(...(await engine.call('metric.cycle', { ...asked, outcome, cleanUps })).rows);
  } else {
    const definition = funnelDefinition ?? 'reached';
    const { rows } = await engine.call('metric.funnel', { ...asked, definition });
    answers.push(...rows.filter((row) => row.stage === stage));
  }
  return answers.flatMap((one) => Object.values(one));
}

describe('a figure', () => {
  const unitsOf = (text: string) => readFigure(text).map(({ unit, value }) => [unit, value]);

  it('is read as it is written, with all that it can count', () => {
    expect(unitsOf('63 %')).toEqual([['rate', 0.63]]);
    expect(unitsOf('0,63')).toEqual([['rate', 0.63]]);
    expect(unitsOf('€ 1.2M')).toEqual([['amount', 1_200_000]]);
    expect(unitsOf('1,240')).toEqual(['count', 'amount', 'days'].map((unit) => [unit, 1240]));
    expect(unitsOf('1.240,50')[0]).toEqual(['amount', 1240.5]);
    expect(unitsOf('47 days')).toEqual([['days', 47]]);
    expect(unitsOf('63').map(([unit]) => unit)).toEqual(['rate', 'count', 'amount', 'days']);
    expect([unitsOf('12.5.3'), unitsOf('won'), unitsOf('')]).toEqual([[], [], []]);
  });

  it('stands for what rounds to it', () => {
    expect(readFigure('63 %')[0]).toMatchObject({ low: 0.625, high: 0.635 });
    expect(readFigure('1.2M')[1]).toMatchObject({ low: 1_150_000, high: 1_250_000 });
  });

  it('is of a period that is read by calendar and fiscal year', () => {
    expect(readPeriod('2017-Q4', 1)).toEqual([{ label: '2017-Q4', from: '2017-10-01', to: '2017-12-31' }]);
    expect(readPeriod('2017-Q1', 4).map(({ from, to }) => [from, to])).toEqual([
      ['2017-01-01', '2017-03-31'],
      ['2016-04-01', '2016-06-30'],
    ]);
    expect(readPeriod('FY2018', 7)).toEqual([{ label: 'FY2018', from: '2017-07-01', to: '2018-06-30' }]);
    expect([readPeriod('2017-13', 1), readPeriod('soon', 1)]).toEqual([[], []]);
  });
});

describe.skipIf(!hasShared('data/maven'))('over Maven, a figure from a known definition', () => {
  let engine: TestEngine;
  const ask = (question: Question) => engine.call('metric.match', question);

  beforeAll(async () => {
    engine = await testEngine();
    const files = ['sales_pipeline', 'accounts', 'products', 'sales_teams'];
    await engine.importFiles(files.map((name) => `${dataFolder}maven/${name}.csv`));
  });
  afterAll(() => engine?.close());

  it('is found by its date, period and filter', async () => {
    const wins = await figure(
      engine,
      `SELECT count(*) FILTER (outcome = 'won') / count(*) FROM weir.opportunity
      WHERE created_at BETWEEN '2017-04-01' AND '2017-06-30' AND region = 'West' AND outcome <> 'open'`,
    );
    const { rows, searched } = await ask({ value: wins.toFixed(6), period: '2017-Q2' });
    expect(rows.filter(({ matches }) => matches)).toMatchObject([
      {
        measure: 'closed-rate',
        dateField: 'created_at',
        from: '2017-04-01',
        to: '2017-06-30',
        filter: { field: 'region', values: ['West'] },
        page: null,
      },
    ]);
    expect(searched.map(({ matching }) => matching)).toEqual([0, 1]);
  });

  it('is found among the plain ones first, and opens on its page', async () => {
    const { rows } = await ask({ value: '63.15 %' });
    expect(rows[0]).toMatchObject({
      measure: 'closed-rate',
      matches: true,
      filter: null,
      dateField: null,
      page: { page: 'overview' },
    });
    const { rows: amounts } = await ask({ value: '10,005,534' });
    expect(amounts[0]).toMatchObject({ measure: 'won-value', currency: 'workspace', difference: 0, n: 4238 });
  });

  it('is reproduced by the SQL, the deals and the page of every row', async () => {
    for (const question of [{ value: '700' }, { value: '48', period: '2017' }]) {
      await expectReproduced(engine, (await ask({ ...question, limit: 8 })).rows);
    }
  });

  it('that none gives is said to be given by none, with the nearest', async () => {
    const { rows, searched, warnings } = await ask({ value: '0.123456' });
    expect(searched.every(({ matching, tried }) => matching === 0 && tried > 50)).toBe(true);
    expect(warnings).toEqual([]);
    const apart = rows.map(({ difference }) => Math.abs(difference));
    expect(apart[0]).toBe(Math.min(...apart));
    expect(rows.some(({ filter }) => filter === null)).toBe(true);
    expect(rows.some(({ matches }) => matches)).toBe(false);
  });

  it('of few digits says how many match by chance', async () => {
    const { searched, warnings } = await ask({ value: '63 %' });
    const filtered = searched[1]!;
    expect(filtered.matching).toBeGreaterThan(20);
    expect(Math.abs(Math.log(filtered.matching / filtered.byChance))).toBeLessThan(Math.log(2));
    expect(warnings[0]?.code).toBe('matches-by-chance');
  });

  it('or period that cannot be read is refused', async () => {
    await expect(ask({ value: 'many' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(ask({ value: '63 %', period: 'soon' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(ask({ value: '63 %', unit: 'days' })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('over a list of deals in two currencies that come back', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine();
    const path = join(engine.home, 'deals.csv');
    const lines = [
      'deal_id,stage,created_date,closed_date,amount,amount_currency',
      '1,Won,2024-01-02,2024-03-01,1000,EUR',
      '2,Won,2024-01-02,2024-03-10,3300,USD',
      '3,Demo,2024-01-05,,700,USD',
      '4,Lost,2024-01-03,2024-02-01,210,EUR',
    ];
    await writeFile(path, `${lines.join('\n')}\n`);
    await engine.importFiles([path], { 'deals.csv': { currency: 'EUR', rates: { USD: 0.5 } } });
  });
  afterAll(() => engine?.close());

  it('a sum that was never converted is told from one that was', async () => {
    const own = await engine.call('metric.match', { value: '4300', unit: 'amount' });
    expect(own.rows[0]).toMatchObject({ measure: 'won-value', currency: 'own', matches: true });
    const converted = await engine.call('metric.match', { value: '2650', unit: 'amount' });
    expect(converted.rows[0]).toMatchObject({ measure: 'won-value', currency: 'workspace', matches: true });
    await expectReproduced(engine, [...own.rows.slice(0, 4), ...converted.rows.slice(0, 4)]);
  });

  it('a sum of one currency alone is found by its filter', async () => {
    const { rows } = await engine.call('metric.match', { value: '3300', unit: 'amount' });
    expect(rows[0]).toMatchObject({ currency: 'own', filter: { field: 'currency', values: ['USD'] } });
  });
});

describe('as of a day', { timeout: 60_000 }, () => {
  const workspace = logWorkspace();

  it('match answers as if the later rows were not there', () =>
    forAllLogs(workspace, { logs: 1, scopes: 2 }, async ({ facts, log, scopes: looks }) => {
      const answers = async (known: typeof facts, look: (typeof looks)[number]) => {
        const { by: _by, ...scope } = engineScope(look);
        const params = methods['metric.match'].parse({ ...scope, value: '0.5', limit: 200 });
        return JSON.stringify(await workspace.use((c) => match(c, known, params)), null, 1);
      };
      const whole: string[] = [];
      for (const look of looks) whole.push(await answers(facts, look));
      for (const [i, look] of looks.entries()) {
        const before = log.entries.filter(({ at }) => at < (look.asOf + 1) * 1440);
        if (before.length === 0) continue;
        const then = await workspace.load(log.clock, { logs: [before] });
        expect(await answers(then, look)).toBe(whole[i]);
      }
    }));
});
