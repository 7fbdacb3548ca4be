import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WeirError } from '#shared/contract/errors';
import { type TestEngine, testEngine } from '../../support/engine';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine.close());

const header = 'Deal ID,Deal Name,Owner,Stage,Amount,Close Date,Created Date';
const deal = {
  a: (stage: string, rest = 'Ann') => `D-1,Alpha,${rest},${stage},100,2026-09-30,2026-01-05`,
  b: (stage: string, close = '2026-06-30') => `D-2,Beta,Ben,${stage},200,${close},2026-01-06`,
  c: (stage: string) => `D-3,Gamma,Ben,${stage},300,2026-08-31,2026-02-11`,
};

async function list(name: string, rows: string[], head = header): Promise<string> {
  await mkdir(join(engine.home, 'lists'), { recursive: true });
  const path = join(engine.home, 'lists', name);
  await writeFile(path, `${head}\n${rows.join('\n')}\n`);
  return path;
}

const rows = async (sql: string) => (await engine.call('sql.run', { sql, limit: 1000 })).rows;
/** Changes of a deal: day, stage, amount, owner and origin, or the first of these. */
async function history(id: string, columns = 5): Promise<unknown[][]> {
  const changes = await rows(`SELECT strftime(t.from_at, '%Y-%m-%d'), s.stage, t.amount, t.owner, t.origin
    FROM weir.state AS t JOIN weir.stage AS s USING (stage_id) JOIN weir.opportunity AS o USING (key)
    WHERE o.id = '${id}' ORDER BY t.seq`);
  return changes.map((change) => change.slice(0, columns));
}

describe('dated lists of the same deals', () => {
  it('tell what changed between them, at the day of the later one', async () => {
    await engine.importFiles([
      await list('deals-2026-02-02.csv', [deal.a('Qualification'), deal.b('Proposal')]),
      await list('deals-2026-02-09.csv', [
        deal.a('Qualification', 'Cleo'),
        deal.b('Closed Won', '2026-02-05'),
      ]),
      await list('deals-2026-02-16.csv', [
        deal.a('Proposal', 'Cleo'),
        deal.b('Closed Won', '2026-02-05'),
        deal.c('Proposal'),
      ]),
    ]);
    expect(await history('D-1')).toEqual([
      ['2026-01-05', 'Qualification', 100, 'Ann', 'created'],
      ['2026-02-09', 'Qualification', 100, 'Cleo', 'snapshot'],
      ['2026-02-16', 'Proposal', 100, 'Cleo', 'snapshot'],
    ]);
    expect(await history('D-2')).toEqual([
      ['2026-01-06', 'Qualification', 200, 'Ben', 'seen'],
      ['2026-02-02', 'Proposal', 200, 'Ben', 'seen'],
      ['2026-02-05', 'Closed Won', 200, 'Ben', 'closed'],
    ]);
    expect(await history('D-3')).toEqual([
      ['2026-02-11', 'Qualification', 300, 'Ben', 'guess'],
      ['2026-02-16', 'Proposal', 300, 'Ben', 'snapshot'],
    ]);
    const { snapshots, evidence } = await engine.call('workspace.status', {});
    expect(snapshots).toMatchObject({ lists: 3, firstDay: '2026-02-02', lastDay: '2026-02-16', missing: 0 });
    expect(evidence).toBe('snapshots');
  });

  it('grow history backwards when an older one comes, and forwards when the next one does', async () => {
    const older = await list('deals-2026-02-02.csv', [deal.a('Qualification'), deal.b('Qualification')]);
    const middle = await list('deals-2026-02-09.csv', [deal.a('Proposal'), deal.b('Proposal')]);
    const newer = await list('deals-2026-02-16.csv', [deal.a('Negotiation'), deal.b('Proposal')]);
    await engine.importFiles([middle]);
    await engine.importFiles([older]);
    expect(await history('D-1')).toEqual([
      ['2026-01-05', 'Qualification', 100, 'Ann', 'created'],
      ['2026-02-09', 'Proposal', 100, 'Ann', 'snapshot'],
    ]);
    await engine.importFiles([newer]);
    expect(await history('D-1')).toHaveLength(3);
    await engine.call('import.undo', {});
    expect(await history('D-1')).toHaveLength(2);
  });

  it('mark deals that are not there any more as missing, and leave them out when told to', async () => {
    await engine.importFiles([
      await list('deals-2026-02-02.csv', [deal.a('Qualification'), deal.b('Proposal'), deal.c('Proposal')]),
      await list('deals-2026-02-09.csv', [deal.a('Qualification'), deal.b('Proposal')]),
      await list('deals-2026-02-16.csv', [deal.a('Qualification'), deal.b('Proposal')]),
    ]);
    const missing = () => rows(`SELECT id, missing_since::VARCHAR FROM weir.opportunity WHERE is_missing`);
    expect(await missing()).toEqual([['D-3', '2026-02-09']]);
    const status = await engine.call('workspace.status', {});
    expect(status.open).toBe(3);
    expect(status.warnings.map(({ code }) => code)).toContain('missing-deals');
    await engine.call('settings.set', { missing: 'delete' });
    expect((await engine.call('workspace.status', {})).open).toBe(2);
    expect(await rows('SELECT id, reason, known_on::VARCHAR FROM weir.left_out_deal')).toEqual([
      ['D-3', 'missing', '2026-02-09'],
    ]);
    await engine.call('settings.set', { missing: 'keep' });
    expect((await engine.call('workspace.status', {})).open).toBe(3);
  });

  it('miss nothing when a list is filtered, or has other deals', async () => {
    const first = await list('deals-2026-02-02.csv', [
      deal.a('Qualification'),
      deal.b('Proposal'),
      deal.c('Proposal'),
    ]);
    const filtered = await list('mine-2026-02-09.csv', [deal.a('Qualification'), deal.b('Proposal')]);
    const others = await list('others-2026-02-16.csv', [deal.c('Proposal').replace('D-3', 'D-9')]);
    await engine.importFiles([first, filtered, others], { 'mine-2026-02-09.csv': { list: 'filtered' } });
    expect(await rows('SELECT count(*) FROM weir.opportunity WHERE is_missing')).toEqual([[0]]);
  });

  it('leave deals out that the newest list marks as deleted', async () => {
    const head = `${header},IsDeleted`;
    await engine.importFiles([
      await list(
        'deals-2026-02-02.csv',
        [`${deal.a('Qualification')},false`, `${deal.b('Proposal')},false`],
        head,
      ),
      await list(
        'deals-2026-02-09.csv',
        [`${deal.a('Qualification')},false`, `${deal.b('Proposal')},true`],
        head,
      ),
    ]);
    expect(await rows('SELECT id FROM weir.opportunity')).toEqual([['D-1']]);
    expect(await rows('SELECT id, reason FROM weir.left_out_deal')).toEqual([['D-2', 'deleted']]);
  });

  it('are asked for their day where nothing tells it', async () => {
    const undated = 'Deal ID,Stage,Amount';
    const first = await list('monday.csv', ['D-1,Qualification,100', 'D-2,Proposal,200'], undated);
    const second = await list('next.csv', ['D-1,Proposal,100', 'D-2,Closed Won,200'], undated);
    await engine.importFiles([first], { 'monday.csv': { snapshotDate: '2026-02-02' } });
    const question = engine.importFiles([second]);
    await expect(question).rejects.toMatchObject({ code: 'needs-decision' });
    const { details } = (await question.catch((error: WeirError) => error)) as WeirError;
    expect(details).toMatchObject({ decisions: [{ code: 'snapshot-date' }] });
    await engine.importFiles([second], { 'next.csv': { snapshotDate: '2026-02-09' } });
    expect(await history('D-1', 2)).toEqual([
      ['2026-02-02', 'Qualification'],
      ['2026-02-09', 'Proposal'],
    ]);
  });

  it('may be one file with a column for the day', async () => {
    const path = await list(
      'weekly.csv',
      [
        `2026-02-02,${deal.a('Qualification')}`,
        `2026-02-02,${deal.b('Proposal')}`,
        `2026-02-09,${deal.a('Proposal')}`,
        `2026-02-09,${deal.b('Closed Lost', '2026-02-04')}`,
      ],
      `Snapshot Date,${header}`,
    );
    const { report } = await engine.importFiles([path], { 'weekly.csv': { kind: 'opportunities' } });
    expect(report.files[0]).toMatchObject({ rowsRead: 4, rowsLoaded: 4 });
    expect(await history('D-1', 2)).toEqual([
      ['2026-01-05', 'Qualification'],
      ['2026-02-09', 'Proposal'],
    ]);
    expect(await history('D-2', 2)).toEqual([
      ['2026-01-06', 'Qualification'],
      ['2026-02-02', 'Proposal'],
      ['2026-02-04', 'Closed Lost'],
    ]);
  });

  it('keep every visit that dated stage columns of any of them name', async () => {
    const wide =
      'Record ID,Deal Name,Deal Stage,Amount,Create Date,"Date entered ""Demo (P)""","Date entered ""Offer (P)"""';
    await engine.importFiles([
      await list('all-deals-2026-02-02.csv', ['1,Alpha,Demo,5,2026-01-05 10:00,2026-01-05 10:00,'], wide),
      await list(
        'all-deals-2026-02-09.csv',
        ['1,Alpha,Offer,7,2026-01-05 10:00,2026-01-05 10:00,2026-02-04 09:30'],
        wide,
      ),
      await list(
        'all-deals-2026-02-16.csv',
        ['1,Alpha,Demo,9,2026-01-05 10:00,2026-02-12 16:00,2026-02-04 09:30'],
        wide,
      ),
    ]);
    expect(await history('1', 3)).toEqual([
      ['2026-01-05', 'Demo', 5],
      ['2026-02-04', 'Offer', 7],
      ['2026-02-12', 'Demo', 9],
    ]);
    expect(await rows('SELECT evidence FROM weir.opportunity')).toEqual([['dates']]);
  });

  it('count once where the same content comes twice, and again where it was still the same on a later day', async () => {
    const lines = [deal.a('Qualification'), deal.b('Proposal')];
    const monday = await list('deals-2026-02-02.csv', lines);
    const copy = await list('copy-2026-02-02.csv', lines);
    const later = await list('deals-2026-02-09.csv', lines);
    const { report } = await engine.importFiles([monday, copy]);
    expect(report.files.map(({ known }) => known)).toEqual([false, true]);
    expect((await engine.call('workspace.status', {})).snapshots).toBeNull();
    await engine.importFiles([copy]);
    expect(await rows('SELECT count(*) FROM weir.file')).toEqual([[1]]);
    await engine.importFiles([later]);
    expect((await engine.call('workspace.status', {})).snapshots).toMatchObject({
      lists: 2,
      lastDay: '2026-02-09',
    });
    expect(await history('D-1', 2)).toEqual([['2026-01-05', 'Qualification']]);
  });

  it('give way to a log where a deal has one', async () => {
    const log = join(engine.home, 'history.csv');
    await writeFile(
      log,
      'OpportunityId,StageName,CreatedDate,Amount\nD-1,Qualification,2026-01-05 09:00:00,100\nD-1,Proposal,2026-02-04 15:00:00,100\n',
    );
    await engine.importFiles([
      await list('deals-2026-02-02.csv', [deal.a('Qualification'), deal.b('Qualification')]),
      await list('deals-2026-02-09.csv', [deal.a('Proposal'), deal.b('Proposal')]),
      log,
    ]);
    expect(await rows('SELECT id, evidence FROM weir.opportunity ORDER BY id')).toEqual([
      ['D-1', 'log'],
      ['D-2', 'snapshots'],
    ]);
    expect(await history('D-1', 2)).toEqual([
      ['2026-01-05', 'Qualification'],
      ['2026-02-04', 'Proposal'],
    ]);
  });
});
