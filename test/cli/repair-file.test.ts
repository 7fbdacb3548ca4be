import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { weirHere, weirJson, workingFolder } from './built-cli';

let folder: ReturnType<typeof workingFolder>;
beforeEach(() => {
  folder = workingFolder();
});
afterEach(() => folder.remove());

const header = 'Deal ID,Deal Name,Owner,Stage,Amount,Created Date,Close Date\n';
const good = [
  'D1,One,Ann,Proposal,100.00,2024-01-15,2024-05-01\n',
  'D2,Two,Bo,Won,200.00,2024-01-20,2024-03-31\n',
  'D3,Three,Ann,Lost,50.00,2024-02-01,2024-04-13\n',
];
const withoutId = ',Four,Bo,Won,400.00,2024-02-10,2024-06-30\n';
const repaired = 'D4,Four,Bo,Won,400.00,2024-02-10,2024-06-30\n';
const tooShort = 'D5,Five,Ann\n';
const complete = 'D5,Five,Ann,Proposal,500.00,2024-02-11,2024-07-01\n';
const superseded = 'D2,Two,Bo,Proposal,150.00,2024-01-20,2024-03-31\n';

const everything = `SELECT * EXCLUDE (file_key, record) FROM weir.opportunity ORDER BY id`;

async function json(args: string[]) {
  // biome-ignore lint/suspicious/noExplicitAny: a test names the keys it means, that is the check
  return (await weirJson(args, folder.path('home'), weirHere)) as any;
}

/** Writes and imports a file; returns its report. */
async function imported(workspace: string, name: string, text: string) {
  const path = folder.path(name);
  writeFileSync(path, text);
  return (await json(['import', path, '-w', folder.path(workspace)])).files[0];
}

const deals = async (workspace: string) =>
  (await json(['sql', everything, '-w', folder.path(workspace)])).rows;

describe('rejected rows that are repaired and imported again', () => {
  const original = header + superseded + good.join('') + withoutId + tooShort;

  it('make the same deals as the repaired original would have', async () => {
    const { rejectsFile, rowsRejected } = await imported('a.weir', 'deals.csv', original);
    expect(rowsRejected).toBe(3);
    const repair = readFileSync(rejectsFile, 'utf8')
      .replace(withoutId, repaired)
      .replace(/^(\d+,[^,]*,)D5,.*$/m, (_, start) => start + complete.trimEnd());
    const report = await imported('a.weir', 'repaired.csv', repair);
    expect(report).toMatchObject({ rowsRead: 3, rowsLoaded: 2, rowsRejected: 1, unmapped: [] });
    expect(report.rejects[0].reason).toBe('a later row has the same id');
    await imported('b.weir', 'deals.csv', header + superseded + good.join('') + repaired + complete);
    expect(await deals('a.weir')).toEqual(await deals('b.weir'));
  });

  it('change nothing while they are not repaired', async () => {
    const { rejectsFile } = await imported('a.weir', 'deals.csv', original);
    const before = await deals('a.weir');
    const report = await imported('a.weir', 'again.csv', readFileSync(rejectsFile, 'utf8'));
    expect(report).toMatchObject({ rowsRead: 3, rowsLoaded: 0, rowsRejected: 3 });
    expect(await deals('a.weir')).toEqual(before);
  });

  it('count where a row that another overruled has got an id of its own', async () => {
    const { rejectsFile } = await imported('a.weir', 'deals.csv', original);
    const repair = readFileSync(rejectsFile, 'utf8').replace('D2,Two', 'D9,Nine');
    await imported('a.weir', 'repaired.csv', repair);
    const ids = (
      await json(['sql', 'SELECT id FROM weir.opportunity ORDER BY id', '-w', folder.path('a.weir')])
    ).rows;
    expect(
      ids.flat().map((row: unknown) => (typeof row === 'object' ? Object.values(row ?? {})[0] : row)),
    ).toEqual(['D1', 'D2', 'D3', 'D9']);
  });

  it('leave the other deals of dated lists where they are', async () => {
    const dated = (text: string, day: string) => text.replaceAll('2024-05-01', day);
    await imported('a.weir', 'deals-2024-05-01.csv', original);
    const { rejectsFile } = await imported('a.weir', 'deals-2024-06-01.csv', dated(original, '2024-08-01'));
    const repair = readFileSync(rejectsFile, 'utf8').replace(withoutId, repaired);
    await imported('a.weir', 'repaired.csv', repair);
    const missing = await json([
      'sql',
      'SELECT id FROM weir.opportunity WHERE is_missing',
      '-w',
      folder.path('a.weir'),
    ]);
    expect(missing.rows).toEqual([]);
  });
});
