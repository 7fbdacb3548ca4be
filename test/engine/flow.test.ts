import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behind } from '#shared/contract/methods';
import { stageTemplates } from '#shared/model/templates';
import { type TestEngine, testEngine } from '../support/engine';
import { dataFolder, hasShared } from '../support/vectors';

const log = `Deal ID,Stage,Date,Amount,Owner
1,Qualified,2025-01-01,100,Ann
1,Demo,2025-01-05,100,Ann
1,Qualified,2025-01-08,100,Ann
1,Demo,2025-01-10,100,Ann
1,Proposal,2025-01-20,100,Ann
1,Closed Won,2025-02-01,100,Ann
2,Qualified,2025-01-02,50,Ben
2,Proposal,2025-01-12,50,Ben
2,Closed Lost,2025-01-15,50,Ben
3,Qualified,2025-01-03,70,Ann
3,Demo,2025-01-13,70,Ann
4,Qualified,2025-01-04,10,Ben
4,Demo,2025-01-06,10,Ben
4,Proposal,2025-01-09,10,Ben
4,Closed Lost,2025-01-11,10,Ben
`;
const deals = `Deal ID,Deal Name,Stage,Create Date,Close Date,Amount,Loss Reason,Owner
1,One,Closed Won,2025-01-01,2025-02-01,100,,Ann
2,Two,Closed Lost,2025-01-02,2025-01-15,50,Too expensive,Ben
3,Three,Demo,2025-01-03,,70,,Ann
4,Four,Closed Lost,2025-01-04,2025-01-11,10,Went with the Zorbs,Ben
`;
const scope = { asOf: '2025-03-01' };

describe('a deal that goes from Qualified to Demo, back, and to Demo again', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await testEngine();
    const files = [join(engine.home, 'deals.csv'), join(engine.home, 'log.csv')];
    await writeFile(files[0]!, deals);
    await writeFile(files[1]!, log);
    await engine.importFiles(files);
  });
  afterAll(() => engine?.close());

  it('makes the same move twice, and is one deal', async () => {
    const { rows } = await engine.call('metric.flow', scope);
    const move = (from: string, to: string | null) => rows.find((row) => row.from === from && row.to === to);
    expect(move('Qualified', 'Demo')).toMatchObject({ count: 4, deals: 3, value: 280, direction: 'forward' });
    expect(move('Demo', 'Qualified')).toMatchObject({ count: 1, deals: 1, direction: 'back', medianDays: 3 });
    expect(move('Qualified', 'Proposal')).toMatchObject({ count: 1, direction: 'skip' });
    expect(move('Proposal', 'Closed Won')).toMatchObject({ count: 1, direction: 'won' });
    expect(move('Demo', null)).toMatchObject({ count: 1, deals: 1, direction: 'open' });
  });

  it('keeps to the path, and its loop and its days of re-work are counted', async () => {
    const { rows } = await engine.call('metric.conformance', scope);
    const deals = Object.fromEntries(rows[0]!.shares.map((share) => [share.part, share.deals]));
    expect(deals).toMatchObject({ 'on-path': 3, straight: 2, skip: 1, 'allowed-skip': 0, loop: 1, back: 1 });
    const rework = Object.fromEntries(rows[0]!.stages.map((row) => [row.stage, row.reworkDays]));
    expect(rework).toEqual({ Qualified: 2, Demo: 10, Proposal: 0 });
    const demo = rows[0]!.stages.find(({ stage }) => stage === 'Demo');
    expect(demo).toMatchObject({ visits: 4, exits: 3, backExits: 1, bounceRate: 1 / 3, meanVisits: 4 / 3 });
  });

  it('is judged by a template that is laid over the stages, until it is taken off', async () => {
    const { templates } = await engine.call('stages.templates', {});
    expect(templates.find(({ name }) => name === 'modern-b2b')!.proposed.stages).toMatchObject({
      Demo: 'demo',
    });
    const stages = { Qualified: 'connect', Demo: 'nurture', Proposal: 'offer' };
    const laid = await engine.call('stages.layTemplate', { template: 'seven-step', stages });
    expect(laid.chosen).toEqual({ pipeline: laid.pipeline, template: 'seven-step', stages });
    const { rows } = await engine.call('metric.conformance', scope);
    const deals = Object.fromEntries(rows[0]!.shares.map((share) => [share.part, share.deals]));
    expect(rows[0]!.template).toBe('seven-step');
    expect(deals).toMatchObject({ 'on-path': 4, skip: 0, 'allowed-skip': 1 });
    await engine.call('stages.layTemplate', { template: null });
    expect((await engine.call('metric.conformance', scope)).rows[0]!.shares[0]!.deals).toBe(3);
  });

  it('refuses a template and stages that do not exist', async () => {
    await expect(engine.call('stages.layTemplate', { template: 'nine-step' })).rejects.toThrow(/nine-step/);
    const stages = { Nowhere: 'demo' };
    await expect(engine.call('stages.layTemplate', { template: 'modern-b2b', stages })).rejects.toThrow(
      /Nowhere/,
    );
  });

  it('says why deals were lost, and keeps the words it does not know', async () => {
    const { rows, n } = await engine.call('metric.lossReasons', scope);
    expect(n).toBe(2);
    expect(
      rows.map(({ category, reason, stage, count, value }) => ({ category, reason, stage, count, value })),
    ).toEqual(
      expect.arrayContaining([
        { category: 'Price and value', reason: 'Price', stage: 'Proposal', count: 1, value: 50 },
        { category: null, reason: 'Went with the Zorbs', stage: 'Proposal', count: 1, value: 10 },
      ]),
    );
    const behind: Behind = { metric: 'loss-reasons', reasons: ['Too expensive'], stage: 'Proposal' };
    expect((await engine.call('deals.list', { ...scope, behind })).rows.map(({ id }) => id)).toEqual(['2']);
  });
});

describe('templates', () => {
  it('have stages with names in three languages, exit criteria, and skips between stages of their own', () => {
    for (const { stages, skips } of stageTemplates) {
      const ids = stages.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { name, exit } of stages)
        expect([name.en, name.zh, name.ko, exit].every(Boolean)).toBe(true);
      for (const { from, to } of skips) {
        expect(ids.indexOf(from)).toBeGreaterThanOrEqual(0);
        expect(ids.indexOf(to)).toBeGreaterThan(ids.indexOf(from) + 1);
      }
    }
  });
});

const receipt = `${dataFolder}receipt/`;
describe.skipIf(!hasShared('data/receipt') || !existsSync(`${receipt}expected.json`))(
  'moves of the receipt log',
  () => {
    it('are as many as counted independently', async () => {
      const engine = await testEngine();
      await engine.importFiles([`${receipt}receipt.csv`]);
      const expected = JSON.parse(readFileSync(`${receipt}expected.json`, 'utf8'));
      const wanted: Record<string, number> =
        expected['history (last event of each case is where it is)'].transitions;
      const { rows } = await engine.call('metric.flow', {});
      const found = Object.fromEntries(rows.map(({ from, to, count }) => [`${from} -> ${to}`, count]));
      for (const [move, count] of Object.entries(wanted)) expect([move, found[move]]).toEqual([move, count]);
      await engine.close();
    });
  },
);
