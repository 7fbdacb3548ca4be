import { copyFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkspace } from '#engine/tables/open-workspace';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

it('a workspace whose last change stands only in its log opens for reading, too', async () => {
  const deals = join(engine.home, 'deals.csv');
  await writeFile(
    deals,
    'Deal ID,Deal Name,Stage,Amount,Created\n1,A,Demo,10,2024-01-10\n2,B,Demo,20,2024-01-11',
  );
  await engine.importFiles([deals]);
  // What is on disk while the workspace is open is what a killed run leaves.
  const [path, left] = ['test.weir', 'left.weir'].map((name) => join(engine.home, name)) as [string, string];
  for (const end of ['', '.wal']) await copyFile(`${path}${end}`, `${left}${end}`);
  expect((await stat(`${left}.wal`)).size).toBeGreaterThan(0);
  const workspace = await openWorkspace({ path: left, create: false, readOnly: true });
  const { deals: found } = await workspace.database.use((connection) =>
    connection.one<{ deals: number }>('SELECT count(*) AS deals FROM weir.opportunity WHERE key IN (1, 2)'),
  );
  expect(found).toBe(2);
  await workspace.close();
});
