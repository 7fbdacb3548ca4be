import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, publishedData, weir, weirHere, weirJson, workingFolder } from './built-cli';

const maven = publishedData('maven');
const usDates = publishedData('maven_us_dates');
const others = ['accounts.csv', 'products.csv', 'sales_teams.csv'];

type Known = {
  overall: Record<string, number>;
  by_sales_agent: Record<string, Record<string, number | number[]>>;
  open_pipeline: Record<string, number>;
};

describe.skipIf(maven === null || usDates === null)('the Maven files', () => {
  const folder = workingFolder();
  const home = folder.path('home');
  let known: Known;
  beforeAll(async () => {
    known = JSON.parse(readFileSync(join(maven ?? '', 'expected.json'), 'utf8'));
    await buildCli();
  });
  afterAll(folder.remove);

  // The built program once: the commands are the same in this process, and starting it takes longer than most of them.
  describe.each([
    ['as published', maven, weir],
    ['with dates as month/day/year', usDates, weirHere],
  ] as const)('%s', (name, pipelineFolder, program) => {
    const run = (...args: string[]) => weirJson(args, home, program);
    const workspace = folder.path(`${name.replaceAll(/\W/g, '-')}.weir`);
    const files = [
      join(pipelineFolder ?? '', 'sales_pipeline.csv'),
      ...others.map((f) => join(maven ?? '', f)),
    ];
    // biome-ignore lint/suspicious/noExplicitAny: the keys are the check
    let imported: any;
    beforeAll(async () => {
      imported = await run('import', ...files, '-w', workspace);
    });

    it('give 8,800 deals in one import, every row loaded', () => {
      expect(imported.opportunities).toBe(8800);
      for (const file of imported.files) {
        expect(file.rowsRead).toBe(file.rowsLoaded + file.rowsRejected);
        expect(file.rowsRejected).toBe(0);
      }
      expect(imported.files.map((file: { kind: string }) => file.kind)).toEqual([
        'opportunities',
        'accounts',
        'products',
        'owners',
      ]);
    });

    it('report the 1,480 GTXPro rows as unmatched and offer GTX Pro', () => {
      const warnings = imported.files.flatMap((file: { warnings: object[] }) => file.warnings);
      const text = JSON.stringify(warnings);
      expect(text).toContain('GTXPro');
      expect(text).toContain('GTX Pro');
      expect(text).toMatch(/1,?480/);
    });

    it('give the closed win rate with its Wilson interval, and the won value', async () => {
      const { rows, asOf } = await run('win-rate', '-w', workspace);
      expect(asOf).toBe('2017-12-31');
      expect(rows).toHaveLength(1);
      const [row] = rows;
      expect(row).toMatchObject({ created: 8800, won: 4238, lost: 2473, wonValue: 10005534 });
      expect(row.closedRate).toBeCloseTo(0.631501, 6);
      expect(row.low).toBeCloseTo(0.619887, 6);
      expect(row.high).toBeCloseTo(0.642964, 6);
    });

    it('agree with the known figures for every sales agent', async () => {
      const { rows } = await run('win-rate', '-w', workspace, '--by', 'sales_agent');
      expect(rows.map((row: { key: string }) => row.key).sort()).toEqual(
        Object.keys(known.by_sales_agent).sort(),
      );
      for (const row of rows) {
        const expected = known.by_sales_agent[row.key] ?? {};
        expect(row).toMatchObject({ created: expected.opps, won: expected.won, lost: expected.lost });
        expect(row.closedRate).toBeCloseTo(Number(expected.win_rate), 6);
        expect([row.low, row.high].map((x: number) => Number(x.toFixed(6)))).toEqual(expected.wilson95);
        expect(row.wonValue).toBe(expected.won_value);
        expect(row.averageWon).toBeCloseTo(Number(expected.avg_won), 2);
      }
    });

    it('enter Engaging 8,300 times, naive 0.510602, Aalen–Johansen 0.519439 at 138 days', async () => {
      const { rows } = await run('funnel', '-w', workspace);
      const engaging = rows.find((row: { stage: string }) => row.stage === 'Engaging');
      expect(engaging).toMatchObject({ entered: 8300, advanced: 4238, lost: 2473, open: 1589 });
      expect(engaging.naive).toBeCloseTo(0.510602, 6);
      const at = await run('funnel', '-w', workspace, '--within', '138');
      const row = at.rows.find(({ stage }: { stage: string }) => stage === 'Engaging');
      expect(row.conversion).toBeCloseTo(0.519439, 6);
    });

    it('close in a Kaplan–Meier median of 69 days beside a naive mean of 47.9854', async () => {
      const { rows } = await run('cycle', '-w', workspace, '--outcome', 'closed');
      expect(rows[0]).toMatchObject({ outcome: 'closed', median: 69, events: 6711 });
      expect(rows[0].naiveMean).toBeCloseTo(47.9854, 4);
    });

    it('hold an open list value of 3,360,822 before GTXPro is matched and 4,966,215 after', async () => {
      const before = await run('status', '-w', workspace);
      expect(before.openValue).toBe(3360822);
      const matched = folder.path(`${name.replaceAll(/\W/g, '-')}-matched.weir`);
      const map = folder.path('map.json');
      writeFileSync(
        map,
        JSON.stringify({ 'sales_pipeline.csv': { matches: { product: { GTXPro: 'GTX Pro' } } } }),
      );
      await run('import', ...files, '-w', matched, '--map', map);
      const after = await run('status', '-w', matched);
      expect(after.openValue).toBe(4966215);
      expect(after).toMatchObject({ open: 2089, won: 4238, lost: 2473, wonValue: 10005534 });
    });

    it('move from 2,409 open deals to 2,089 in the last quarter, with 1,196 won for 2,802,496', async () => {
      const days = ['--from', '2017-09-30', '--to', '2017-12-31'];
      const { rows, identityHolds, movers } = await run('changes', ...days, '-w', workspace);
      expect(identityHolds).toBe(true);
      const moved = rows.filter(({ count }: { count: number }) => count > 0);
      expect(moved.map(({ bucket, count }: { bucket: string; count: number }) => [bucket, count])).toEqual([
        ['start', 2409],
        ['new', 1665],
        ['won', 1196],
        ['lost', 789],
        ['end', 2089],
      ]);
      expect(moved[2].amount).toBe(-2_802_496);
      expect(movers[0]).toMatchObject({ kind: 'won', count: 1196, amount: 2_802_496 });
    });

    it('say the same by the macro as by the command', async () => {
      const query =
        "SELECT sum(won) AS won, sum(lost) AS lost FROM weir.win_rate(DATE '2017-12-31', dim := region)";
      const { rows } = await run('sql', query, '-w', workspace);
      expect(rows).toEqual([{ won: 4238, lost: 2473 }]);
    });

    it('are the same after the import is repeated, and gone after it is undone', async () => {
      const before = await run('status', '-w', workspace);
      const again = await run('import', ...files, '-w', workspace);
      expect(again.opportunities).toBe(8800);
      const after = await run('status', '-w', workspace);
      expect({ ...after, imports: [], freshness: {} }).toEqual({ ...before, imports: [], freshness: {} });
      for (const _ of after.imports) await run('undo', '-w', workspace);
      expect((await run('status', '-w', workspace)).opportunities).toBe(0);
    });
  });
});
