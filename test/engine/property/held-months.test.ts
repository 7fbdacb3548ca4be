import { afterAll, expect, it } from 'vitest';
import { holdMonth, openMacro } from '#engine/metrics/recent/held-months';
import { keepExpression, shown } from '#engine/metrics/scope-sql';
import type { Connection } from '#engine/query/connection';
import { recentDatabase } from '#engine/query/recent-database';
import { addDays, addMonths, dayOfNumber, monthStart } from '#shared/time/day';
import { type TestEngine, testEngine } from '../../support/engine';
import { dataFolder, hasShared } from '../../support/vectors';
import { forAllLogs, logWorkspace } from './for-all-logs';
import { firstDay } from './random-log';

/** Macros of open deals with what is asked of them. */
const macros = [
  ['open_deal', ''],
  ['stale_deal', ', limit_days := 9, touch_days := 12'],
  ['due_deal', ", limits_of := [2, 5, 2], source := 'SOURCE'"],
  [
    'due_deal',
    ", limits_of := [10, 35, 3], since := DATE '2021-03-01', keep := o.segment = 'Enterprise', source := 'SOURCE'",
  ],
  ['rep_load', ''],
  ['pipeline', ', dim := o.owner'],
  ['pipeline', ", keep := o.owner < 'Cho'"],
] as const;

type Rows = (sql: string) => Promise<readonly unknown[]>;

/** How many rows the macros have on these days, and on which of them those of memory are others. */
async function differences(rows: Rows, days: readonly string[]): Promise<{ all: number; wrong: string[] }> {
  const [first] = await rows(
    'SELECT min(happened_at)::DATE::VARCHAR FROM weir.activity WHERE key IS NOT NULL AND is_done',
  );
  const begun = Object.values(first as object)[0] as string | null;
  const sourceOn = (day: string) =>
    begun !== null && begun < addMonths(monthStart(day), 1) ? 'activity' : 'change';
  let all = 0;
  const wrong: string[] = [];
  for (const [macro, options] of macros) {
    for (const day of days) {
      const sum = (from: string) =>
        `SELECT count(*), sum(hash(t)) FROM (FROM ${from}(DATE '${day}'${options.replace('SOURCE', sourceOn(day))})) AS t`;
      const [held, asked] = await rows(
        `${sum(`${recentDatabase}.${macro}`)} UNION ALL ${sum(`weir.${macro}_narrow`)}`,
      );
      const [n] = Object.values(asked as object);
      all += Number(n);
      if (JSON.stringify(Object.values(held as object)) !== JSON.stringify(Object.values(asked as object))) {
        wrong.push(`${macro} on ${day}${options}: ${Object.values(held as object)[0]} of ${n}`);
      }
    }
  }
  return { all, wrong };
}

const daysFrom = (first: string, count: number) => Array.from({ length: count }, (_, i) => addDays(first, i));
const rowsOn = (connection: Connection) => (sql: string) => connection.all(sql);

const workspace = logWorkspace();

it('a month that is held has on each of its days what looking things up has', {
  timeout: 300_000,
}, async () => {
  let compared = 0;
  await forAllLogs(workspace, { logs: 3, scopes: 1 }, async ({ connection, facts }) => {
    // All that happens before, between and after the changes of the log; the months come in no order.
    for (const month of [3, 0, 11, 25]) {
      const first = addMonths(monthStart(dayOfNumber(firstDay)), month);
      await holdMonth(connection, facts, addDays(first, 14));
      const { all, wrong } = await differences(
        rowsOn(connection),
        daysFrom(first, 28).filter((_, i) => i % 5 === 0),
      );
      expect(wrong).toEqual([]);
      compared += all;
    }
  });
  expect(compared).toBeGreaterThan(1_000);
});

it(
  'only months of these data are read from memory, and what is shown names the macros of the workspace',
  {
    timeout: 300_000,
  },
  () =>
    forAllLogs(workspace, { logs: 2, scopes: 1 }, async ({ connection, facts }) => {
      const own = { ...facts };
      const day = dayOfNumber(firstDay + 100);
      const scope = { asOf: day, where: [], weight: 'count' as const };
      expect(openMacro('rep_load', own, scope)).toBe('weir.rep_load_narrow');
      await holdMonth(connection, own, day);
      await holdMonth(connection, own, day);
      const held = openMacro('rep_load', own, scope);
      expect(held).toBe(`${recentDatabase}.rep_load`);
      const filter = { ...scope, where: [{ field: 'stage', values: ['New'] }] };
      expect(openMacro('rep_load', own, filter)).toBe('weir.rep_load');
      expect(openMacro('rep_load', own, { ...scope, asOf: addMonths(day, -1) })).toBe('weir.rep_load_narrow');
      expect(openMacro('rep_load', { ...facts }, scope)).toBe('weir.rep_load_narrow');
      const { params } = keepExpression(own, { ...scope, pipeline: 'a"weir/recent".b(' });
      expect(shown({ sql: `FROM ${held}(DATE '${day}', keep := o.pipeline = $pipeline)`, params })).toBe(
        `FROM weir.rep_load_narrow(DATE '${day}', keep := o.pipeline = 'a"weir/recent".b(')`,
      );
    }),
);

const open: TestEngine[] = [];
afterAll(async () => {
  for (const engine of open) await engine.close();
});

/** Looks at the months that an engine has learned ahead. */
async function compareLearned(engine: TestEngine, apart: number): Promise<number> {
  await engine.learnedAhead();
  const { asOf } = (await engine.call('workspace.info', {}))!;
  const days = daysFrom(addDays(asOf!, -370), 371).filter((_, i) => (i + 1) % apart === 0);
  const { all, wrong } = await differences(
    async (sql) => (await engine.call('sql.run', { sql, limit: 1000 })).rows,
    days,
  );
  expect(wrong).toEqual([]);
  return all;
}

it('holds the last touch of each deal, and what is known of the newest day alone', {
  timeout: 300_000,
}, async () => {
  const engine = await testEngine({ learnAhead: 'always' });
  open.push(engine);
  await engine.call('workspace.openSample', { deals: 1500, seed: 3 });
  expect(await compareLearned(engine, 53)).toBeGreaterThan(2_000);
});

it.skipIf(!hasShared('data/zoho_sample'))(
  'holds the open deals of real exports as they were',
  {
    timeout: 300_000,
  },
  async () => {
    for (const [folder, files] of [
      ['zoho_sample', ['Potentials', 'Leads', 'Tasks', 'Events', 'Calls', 'Users', 'Accounts']],
      ['maven', ['sales_pipeline', 'sales_teams', 'accounts']],
    ] as const) {
      const engine = await testEngine({ learnAhead: 'always' });
      open.push(engine);
      await engine.importFiles(files.map((file) => `${dataFolder}${folder}/${file}.csv`));
      expect(await compareLearned(engine, 37)).toBeGreaterThan(100);
    }
  },
);
