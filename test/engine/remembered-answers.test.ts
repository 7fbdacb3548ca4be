import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testEngine } from '../support/engine';

it('an answer is remembered until the data changes, by an import or by undoing it', async () => {
  const engine = await testEngine();
  const csv = (name: string, ids: string[]) => {
    const path = join(engine.home, name);
    const rows = ids.map(
      (id, i) =>
        `${id},Deal ${id},${i % 2 ? 'Won' : 'Proposal'},2026-01-0${i + 1},2026-02-0${i + 1},${100 * i}`,
    );
    writeFileSync(path, ['Deal ID,Deal name,Stage,Created date,Close date,Amount', ...rows].join('\n'));
    return path;
  };
  const created = async () => (await engine.call('metric.winRate', {})).rows[0]!.created;
  const listed = async () => (await engine.call('deals.list', {})).total;
  await engine.importFiles([csv('first.csv', ['a', 'b', 'c', 'd'])]);
  expect([await created(), await created(), await listed()]).toEqual([4, 4, 4]);
  await engine.importFiles([csv('second.csv', ['e', 'f', 'g'])]);
  expect([await created(), await listed()]).toEqual([7, 7]);
  await engine.call('import.undo', {});
  expect([await created(), await listed()]).toEqual([4, 4]);
  await engine.close();
});
