import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine';
import { tableHashes } from './order/table-hashes';

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

async function inZone(timeZone?: string): Promise<TestEngine> {
  const engine = await testEngine(timeZone === undefined ? {} : { timeZone });
  engines.push(engine);
  return engine;
}

async function file(engine: TestEngine, name: string, text: string): Promise<string> {
  const path = join(engine.home, name);
  await writeFile(path, `${text}\n`);
  return path;
}

const query = async (engine: TestEngine, sql: string) => (await engine.call('sql.run', { sql })).rows;

/** The same moment, half past three in the afternoon of 31 March in Greenwich, in the ways it may be written. */
const moments = [
  '2026-03-31T15:30:00Z',
  '2026-03-31 17:30:00+02:00',
  '2026-03-31 10:30:00 -05:00',
  '31/03/2026 15:30 GMT',
  'Tue Mar 31 2026 17:30:00 GMT+0200 (Central European Summer Time)',
  '1774971000000',
];

const deals = (created: readonly string[], closed = '') =>
  ['Deal ID,Stage,Amount,Created Date,Closed Date']
    .concat(created.map((moment, i) => `D-${i},Qualification,100,${moment},${closed}`))
    .join('\n');

describe('a timestamp with an offset', () => {
  it.each(moments)('is of the clock of the workspace, written %s', async (moment) => {
    const seoul = await inZone('Asia/Seoul');
    await seoul.importFiles([await file(seoul, 'deals.csv', deals([moment]))]);
    expect(await query(seoul, 'SELECT created_at::VARCHAR FROM weir.opportunity')).toEqual([
      ['2026-04-01 00:30:00'],
    ]);
    expect((await seoul.call('workspace.status', {})).asOf).toBe('2026-04-01');
  });

  it('follows the summer time of the zone', async () => {
    const berlin = await inZone('Europe/Berlin');
    const created = ['2026-03-28T23:30:00Z', '2026-03-29T22:30:00Z'];
    await berlin.importFiles([await file(berlin, 'deals.csv', deals(created))]);
    expect(await query(berlin, 'SELECT created_at::VARCHAR FROM weir.opportunity ORDER BY id')).toEqual([
      ['2026-03-29 00:30:00'],
      ['2026-03-30 00:30:00'],
    ]);
  });

  it('leaves those without one as they stand, in the same column', async () => {
    const seoul = await inZone('Asia/Seoul');
    const created = ['2026-03-31T15:30:00Z', '2026-03-31T15:30:00', '2026-03-30'];
    await seoul.importFiles([await file(seoul, 'deals.csv', deals(created))]);
    expect(await query(seoul, 'SELECT created_at::VARCHAR FROM weir.opportunity ORDER BY id')).toEqual([
      ['2026-04-01 00:30:00'],
      ['2026-03-31 15:30:00'],
      ['2026-03-30 00:00:00'],
    ]);
  });

  it('falls on the day of the zone where a field holds days, unless it is written as a midnight', async () => {
    const header = 'Deal ID,Stage,Amount,Created Date,Expected Close';
    const text = [
      header,
      'D-1,Qualification,100,2026-01-05,2026-03-31T15:30:00Z',
      'D-2,Qualification,100,2026-01-05,2026-03-31T00:00:00+02:00',
      'D-3,Qualification,100,2026-01-05,2026-03-31',
    ].join('\n');
    const days = async (engine: TestEngine) => {
      await engine.importFiles([await file(engine, 'deals.csv', text)]);
      return (await query(engine, 'SELECT expected_close::VARCHAR FROM weir.opportunity ORDER BY id')).flat();
    };
    expect(await days(await inZone('Asia/Seoul'))).toEqual(['2026-04-01', '2026-03-31', '2026-03-31']);
    expect(await days(await inZone())).toEqual(['2026-03-31', '2026-03-31', '2026-03-31']);
  });

  it('is a day everywhere where ten or more days are written as their midnight in UTC', async () => {
    const days = Array.from({ length: 12 }, (_, i) => `2026-03-${String(i + 1).padStart(2, '0')}`);
    const newYork = await inZone('America/New_York');
    await newYork.importFiles([
      await file(newYork, 'deals.csv', deals(days.map((day) => `${day}T00:00:00Z`))),
    ]);
    expect(
      (await query(newYork, 'SELECT created_at::DATE::VARCHAR FROM weir.opportunity ORDER BY 1')).flat(),
    ).toEqual(days);
  });
});

describe('the time zone of a workspace', () => {
  const history = [
    'OpportunityId,CreatedDate,StageName,Amount,CloseDate',
    '006000000000001,2026-03-31T15:30:00Z,Qualification,100,2026-06-30',
    '006000000000001,2026-04-30T22:10:00Z,Proposal,100,2026-06-30',
    '006000000000002,2026-02-01T03:00:00Z,Qualification,200,2026-06-30',
    '006000000000002,2026-05-31T23:59:00Z,Closed Won,200,2026-06-30',
  ].join('\n');
  const list = deals(['2026-03-31T15:30:00Z', '2026-04-02T20:00:00Z']);

  it('is that of the host for a new workspace, and UTC without one or with one that is unknown', async () => {
    const zone = async (given?: string) => (await (await inZone(given)).call('settings.get', {})).timeZone;
    expect(await zone('Europe/Berlin')).toBe('Europe/Berlin');
    expect(await zone()).toBe('UTC');
    expect(await zone('Mars/Olympus_Mons')).toBe('UTC');
  });

  it('gives the same tables whether it is set before or after importing, and after undoing', async () => {
    const before = await inZone('Asia/Seoul');
    await before.importFiles([await file(before, 'OpportunityHistory.csv', history)]);
    const alone = await tableHashes(before);
    await before.importFiles([await file(before, 'deals.csv', list)]);
    const both = await tableHashes(before);

    const after = await inZone();
    await after.importFiles([await file(after, 'deals.csv', list)]);
    await after.importFiles([await file(after, 'OpportunityHistory.csv', history)]);
    const inUtc = await tableHashes(after);
    await after.call('settings.set', { timeZone: 'asia/seoul' });
    expect(await after.call('settings.get', {})).toMatchObject({ timeZone: 'Asia/Seoul' });
    expect(await tableHashes(after)).toEqual(both);
    await after.call('settings.set', { timeZone: 'UTC' });
    expect(await tableHashes(after)).toEqual(inUtc);
    await after.call('settings.set', { timeZone: 'Asia/Seoul' });
    await after.call('import.undo', { import: 1 });
    expect(await tableHashes(after)).toEqual(alone);
  });

  it('decides the month in which a deal is won', async () => {
    const seoul = await inZone('Asia/Seoul');
    await seoul.importFiles([await file(seoul, 'OpportunityHistory.csv', history)]);
    const june = { from: '2026-06-01', to: '2026-06-30' };
    expect((await seoul.call('metric.winRate', june)).rows[0]).toMatchObject({ won: 1 });
    await seoul.call('settings.set', { timeZone: 'UTC' });
    expect((await seoul.call('metric.winRate', june)).rows[0]?.won ?? 0).toBe(0);
  });

  it('refuses a name that is no zone, and changes nothing', async () => {
    const engine = await inZone('Asia/Seoul');
    await expect(
      engine.call('settings.set', { timeZone: 'Atlantis', fiscalYearStart: 4 }),
    ).rejects.toMatchObject({ code: 'invalid-input', message: 'There is no time zone called "Atlantis".' });
    expect(await engine.call('settings.get', {})).toMatchObject({
      timeZone: 'Asia/Seoul',
      fiscalYearStart: 1,
    });
  });
});
