import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { importTexts, rowsOf, told } from './support';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const listOf = (ids: string[]) =>
  `Deal ID,Deal Name,Account ID,Stage,Amount,Created\n${ids.map((id, i) => `${id},Deal ${i},0${i}7,Open,${i},2024-03-01`).join('\n')}\n`;
const logOf = (ids: string[]) =>
  `Deal ID,Changed At,Stage\n${ids.flatMap((id) => [`${id},2024-03-02,Demo`, `${id},2024-03-05,Won`]).join('\n')}\n`;
const accounts = 'Account ID,Account Name,Industry\n7,Ada,Steel\n17,Bea,Wood\n27,Cem,Glass\n';

const visits = `SELECT id, segment, count(*) FROM weir.opportunity JOIN weir.sojourn USING (key) GROUP BY ALL ORDER BY id`;
const whole = ['00123', '00124', '10125'];
const lost = ['123', '124', '10125'];

it('ids that lost leading zeros in the log join the list that has them, and the other way round', async () => {
  const seen = [];
  for (const [list, log] of [
    [whole, lost],
    [lost, whole],
  ] as const) {
    const { report } = await importTexts(engine, {
      'deals.csv': listOf([...list]),
      'log.csv': logOf([...log]),
      'accounts.csv': accounts,
    });
    seen.push(
      report.files.map((file) =>
        told(file).map(({ code, column, count, mended }) => [code, column, count, mended]),
      ),
    );
    expect(await rowsOf(engine, visits)).toEqual([
      ['00123', 'Steel', 2],
      ['00124', 'Wood', 2],
      ['10125', 'Glass', 2],
    ]);
    await engine.close();
    engine = await testEngine();
  }
  const found = (column: string, count: number) => ['ids-without-leading-zeros', column, count, true];
  expect(seen).toEqual([
    [[], [found('Deal ID', 4)], [found('Account ID', 3)]],
    [[found('Deal ID', 2)], [], [found('Account ID', 3)]],
  ]);
});

it('ids find their zeros in a file that was imported before or comes later', async () => {
  await importTexts(engine, { 'log.csv': logOf(lost) });
  await importTexts(engine, { 'deals.csv': listOf(whole) });
  expect((await rowsOf(engine, visits)).map(([id]) => id)).toEqual(whole);
});

it('the two forms in one column are two deals, and no deal is lost', async () => {
  const { damage, report } = await importTexts(engine, {
    'deals.csv': listOf(['00123', '123', '00124', '9']),
  });
  expect(damage.map(({ code, count, mended }) => [code, count, mended])).toEqual([
    ['ids-without-leading-zeros', 2, false],
  ]);
  expect(report.opportunities).toBe(4);
});

it('numbers of different length without leading zeros lost none', async () => {
  const ids = ['7', '70', '700'];
  const { damage, report } = await importTexts(engine, { 'deals.csv': listOf(ids), 'log.csv': logOf(ids) });
  expect([damage, told(report.files[1]!)]).toEqual([[], []]);
});
