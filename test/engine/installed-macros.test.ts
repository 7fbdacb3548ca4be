import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lastingMacros } from '#engine/metrics/install-macros';
import { testEngine } from '../support/engine';

const header = 'Deal ID,Name,Stage,Amount,Created,Closed';

it('macros that an import finds in the workspace count what it brought, by its clock and up to its last day', async () => {
  const [again, fresh] = [await testEngine(), await testEngine({ isNew: true })];
  const days = join(again.home, 'days.csv');
  const times = join(again.home, 'times.csv');
  await writeFile(days, `${header}\n1,One,New,100,2026-01-05,\n2,Two,Won,50,2026-01-06,2026-02-01\n`);
  await writeFile(
    times,
    `${header}\n3,Three,New,100,2026-03-05 10:00,\n4,Four,Won,50,2026-03-06 09:30,2026-05-01 18:15\n`,
  );
  const looked =
    "SELECT weir.looked_at(DATE '2026-03-31')::VARCHAR, weir.looks_back(DATE '2026-02-15'), weir.looks_back(DATE '2026-05-01')";
  const answer = async (engine: typeof again) =>
    (await engine.call('sql.run', { sql: looked, limit: 1 })).rows;
  await again.importFiles([days]);
  expect(await answer(again)).toEqual([['2026-03-31 00:00:00', false, false]]);
  await again.call('import.undo', {});
  await again.importFiles([times]);
  await fresh.importFiles([times]);
  expect(await answer(again)).toEqual([['2026-04-01 00:00:00', true, false]]);
  expect(await answer(fresh)).toEqual(await answer(again));
  const life = { sql: "FROM weir.life(DATE '2026-04-15') ORDER BY key", limit: 10 };
  expect(await again.call('sql.run', life)).toEqual(await fresh.call('sql.run', life));
  await Promise.all([again.close(), fresh.close()]);
});

it('no macro takes the name of another', () => {
  const statements = lastingMacros(false)
    .flatMap((sql) => sql.split(/(?=CREATE OR REPLACE MACRO weir\.)/).slice(1))
    .map((sql) => sql.replace(/;\n[\s\S]*$|;$/, ''));
  // The same macro may be made again for the other width.
  const names = [...new Set(statements)].map((sql) => sql.match(/weir\.\w+/)?.[0]);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
});
