import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '#engine/query/database';

/** Takes minutes, were it not stopped. */
const long = 'SELECT sum(a.range * b.range) AS total FROM range(3000000) AS a, range(3000000) AS b';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-close-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = () =>
  Database.open({ path: join(folder, 'w.db'), readOnly: false, scratch: folder, threads: 2 });
const shortly = () => new Promise((resolve) => setTimeout(resolve, 150));

describe('a database that is closed', { timeout: 20_000 }, () => {
  it('stops the statements that run and those that wait, and the file can be opened again', async () => {
    const database = await open();
    const asked = Array.from({ length: 7 }, () => database.use((connection) => connection.one(long)));
    const beside = database.use((connection) => connection.beside((other) => other.all(long)));
    const ended = Promise.allSettled([...asked, beside]);
    await shortly();
    await database.close();
    for (const one of await ended) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    }
    const again = await open();
    expect(await again.use((connection) => connection.one('SELECT 1 AS one'))).toEqual({ one: 1 });
    await again.close();
  });

  it('keeps nothing of a transaction that it stops, and begins no statement any more', async () => {
    const database = await open();
    await database.use((connection) => connection.run('CREATE OR REPLACE TABLE kept (i INTEGER)'));
    const change = database.transaction(async (connection) => {
      await connection.run('INSERT INTO kept VALUES (1)');
      await connection.one(long);
    });
    const stopped = expect(change).rejects.toMatchObject({ code: 'cancelled' });
    await shortly();
    await database.close();
    await stopped;
    await expect(database.use((connection) => connection.run('SELECT 1'))).rejects.toMatchObject({
      code: 'cancelled',
    });
    const again = await open();
    expect(
      await again.use((connection) => connection.one('SELECT count(*)::INTEGER AS n FROM kept')),
    ).toEqual({
      n: 0,
    });
    await again.close();
  });
});
