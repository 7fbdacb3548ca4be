import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput, MethodName } from '#shared/contract/methods';
import { createEngine } from '../../src-main/engine/api/create-engine';
import type { Engine } from '../../src-main/engine/api/engine';
import { tempFolder } from './temp-folder';
import { type Transport, transports } from './transports';

const questions: [MethodName, MethodInput<MethodName>][] = [
  ['workspace.info', {}],
  ['workspace.status', {}],
  ['metric.overview', {}],
  ['metric.funnel', { definition: 'strict', by: 'owner' }],
  ['metric.definitions', {}],
  ['metric.winRate', { by: 'segment' }],
  ['metric.cycle', { curve: true }],
  ['metric.timeInStage', {}],
  ['metric.compare', { splitDate: '2024-02-01' }],
  ['metric.forecast', { period: '2024-Q1', asOf: '2024-02-10' }],
  ['metric.backtest', { grain: 'month' }],
  ['deals.list', { limit: 50, search: 'a' }],
  ['import.history', {}],
];

/** Runs until it is interrupted. */
const endless = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';

const folder = tempFolder();
const log = join(folder, 'log.csv');
const rows = Array.from(
  { length: 2000 },
  (_, deal) => `D${deal},Lead,2024-01-01\nD${deal},Won,2024-03-0${1 + (deal % 9)}`,
);
writeFileSync(log, `deal,stage,time\n${rows.join('\n')}\n`);

let engine: Engine;
beforeAll(async () => {
  engine = createEngine({ home: join(folder, 'home'), now: () => new Date('2026-01-02T03:04:05Z') });
  await engine.call('workspace.create', { path: join(folder, 'log.weir') });
  const { staging } = await engine.call('import.inspect', { sources: [`path:${log}`] });
  await engine.call('import.load', { staging });
});
afterAll(() => engine.close());

describe.each(Object.entries(transports))('the real engine %s', (_name, connect) => {
  let transport: Transport;
  beforeEach(async () => {
    transport = await connect(engine);
  });
  afterEach(() => transport.close());

  it.each(questions)('answers %s as it does without a transport', async (method, params) => {
    const direct = await engine.call(method, params);
    expect(await transport.client.call(method, params)).toEqual(JSON.parse(JSON.stringify(direct)));
  });

  it('reports its own errors with code and hint', async () => {
    const call = transport.client.call('workspace.open', { path: join(folder, 'none.weir') });
    await expect(call).rejects.toMatchObject({ code: 'workspace-not-found', hint: expect.any(String) });
    await expect(transport.client.call('sql.run', { sql: 'SELEC 1' })).rejects.toMatchObject({
      code: 'sql-error',
    });
  });

  it('interrupts a running query', async () => {
    const controller = new AbortController();
    const call = transport.client.call('sql.run', { sql: endless }, { signal: controller.signal });
    const outcome = call.catch((error) => error);
    await transport.client.call('workspace.info', {});
    controller.abort();
    expect(await outcome).toMatchObject({ code: 'cancelled' });
    expect((await transport.client.call('sql.run', { sql: 'SELECT 1 AS one' })).rows).toEqual([[1]]);
  });

  it('answers 50 questions at once', async () => {
    const asked = Array.from(
      { length: 50 },
      (_, index) => questions[index % questions.length] ?? questions[0],
    );
    const answers = await Promise.all(
      asked.map((question) => question && transport.client.call(...question)),
    );
    expect(answers).toHaveLength(50);
    const byMethod = new Map(asked.map((question, index) => [question?.[0], answers[index]]));
    expect(byMethod.get('workspace.info')).toMatchObject({ opportunities: 2000 });
  });
});
