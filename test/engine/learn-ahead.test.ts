import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, inject, it, vi } from 'vitest';
import type { MethodInput, MethodName } from '#shared/contract/methods';
import { builtInPacks } from '#shared/model/rule-pack';
import { addDays, addMonths, monthStart } from '#shared/time/day';
import { Connection } from '../../src-main/engine/query/connection';
import { type TestEngine, testEngine } from '../support/engine';

type Question = [MethodName, MethodInput<MethodName>];

/** What is remembered by month is learned by these macros alone. */
const learning = /weir\.(stage_outcome|stay_limit|won_stay_by_time|limit_trial)\(/;

/** A large enough company to try limits on, a second to make. */
const sample = { deals: 1200, seed: 5 };

const open: TestEngine[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const engine of open.splice(0)) await engine.close();
});

async function company(learnAhead: 'many' | 'always' | undefined): Promise<TestEngine> {
  const engine = await testEngine({ learnAhead });
  open.push(engine);
  // Made once; a sample that is there is opened.
  const made = join(inject('sharedFolder'), 'learn-ahead.weir');
  if (!existsSync(made)) await makeSample(made);
  copyFileSync(made, join(engine.home, `sample-${sample.deals}-${sample.seed}.weir`));
  await engine.call('workspace.openSample', sample);
  return engine;
}

async function makeSample(target: string): Promise<void> {
  const engine = await testEngine();
  const { path } = await engine.call('workspace.openSample', sample);
  await engine.call('workspace.close', {});
  copyFileSync(path, target);
  await engine.close();
}

/** Counts statements that learn, from now on; those that `fails` chooses fail. */
function watchLearning(fails: (sql: string) => boolean = () => false): () => number {
  let learned = 0;
  for (const name of ['all', 'columns'] as const) {
    const read = Connection.prototype[name] as (this: Connection, sql: string, params?: object) => unknown;
    vi.spyOn(Connection.prototype, name).mockImplementation(async function (this: Connection, sql, params) {
      if (learning.test(sql)) learned++;
      if (fails(sql)) throw new Error('Broken on purpose');
      return read.call(this, sql, params) as never;
    });
  }
  return () => learned;
}

const pack = { rules: builtInPacks[0]?.rules ?? [] };

async function asOfDay({ call }: TestEngine): Promise<string> {
  const info = await call('workspace.info', {});
  return info?.asOf ?? '';
}

/** The as-of day, the end of the last month, one in the middle of a month, and one nearly a year ago. */
async function questionsOf(engine: TestEngine): Promise<Question[]> {
  const asOf = await asOfDay(engine);
  const lastMonth = addDays(monthStart(asOf), -1);
  const quarter = addDays(addMonths(monthStart(asOf), -5), -1);
  const days = [asOf, lastMonth, quarter, addDays(addMonths(monthStart(asOf), -3), 11), addMonths(asOf, -11)];
  return days
    .flatMap((day): Question[] => [
      ['metric.health', { asOf: day }],
      ['metric.stale', { asOf: day, rows: 5, points: 10 }],
      ['metric.actionList', { asOf: day, list: 'worklist', rows: 5 }],
      ['metric.overview', { asOf: day, where: [{ field: 'segment', values: ['Enterprise'] }] }],
      ['metric.ruleCountdown', { asOf: day, pack }],
    ])
    .concat([asOf, lastMonth, quarter].map((day): Question => ['metric.limitRecord', { asOf: day }]));
}

async function answersOf(engine: TestEngine, questions: readonly Question[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [method, params] of questions) answers.push(await engine.call(method, params as never));
  return answers;
}

it('what is learned ahead is answered without learning, and the same as what is learned when asked', async () => {
  const [ahead, plain] = [await company('always'), await company(undefined)];
  const questions = await questionsOf(plain);
  await ahead.learnedAhead();
  const learned = watchLearning();
  const answers = await answersOf(ahead, questions);
  expect(learned()).toBe(0);
  expect(answers).toEqual(await answersOf(plain, questions));
  expect(learned()).toBeGreaterThan(10);
});

it('nothing is learned of few deals, nor where nobody wants it', async () => {
  const learned = watchLearning();
  for (const learnAhead of ['many', undefined] as const) {
    const engine = await company(learnAhead);
    await engine.learnedAhead();
    await wait(120);
  }
  expect(learned()).toBe(0);
});

it('a step that fails is nobody’s problem: its month is learned when it is asked for', async () => {
  const plain = await company(undefined);
  const questions = await questionsOf(plain);
  const failed = watchLearning((sql) => learning.test(sql));
  const engine = await company('always');
  await engine.learnedAhead();
  expect(failed()).toBeGreaterThan(10);
  vi.restoreAllMocks();
  expect(await answersOf(engine, questions)).toEqual(await answersOf(plain, questions));
});

it('calls that come while it learns are answered as ever, again and again, and what is left is learned after them', async () => {
  const [engine, plain] = [await company('always'), await company(undefined)];
  const questions = await questionsOf(plain);
  const expected = await answersOf(plain, questions);
  for (const [i, [method, params]] of questions.entries()) {
    await wait(40 + ((i * 17) % 40));
    const both = [engine.call(method, params as never), engine.call(method, params as never)];
    expect(await Promise.all(both)).toEqual([expected[i], expected[i]]);
  }
  await engine.learnedAhead();
  const learned = watchLearning();
  await engine.call('metric.health', { asOf: addMonths(await asOfDay(engine), -9) });
  expect(learned()).toBe(0);
});

it('learns anew what an import changed, also where it comes while something is learned', async () => {
  const engine = await company('always');
  const path = join(engine.home, 'more.csv');
  const rows = Array.from(
    { length: 40 },
    (_, i) => `x${i},Won,2025-0${1 + (i % 6)}-01,2025-09-0${1 + (i % 9)},100`,
  );
  writeFileSync(path, ['Deal ID,Stage,Created date,Close date,Amount', ...rows].join('\n'));
  await wait(60);
  await engine.importFiles([path]);
  await engine.learnedAhead();
  const learned = watchLearning();
  const { opportunities } = (await engine.call('workspace.info', {}))!;
  expect(opportunities).toBe(sample.deals + rows.length);
  const questions = await questionsOf(engine);
  const ahead = await answersOf(engine, questions);
  expect(learned()).toBe(0);
  // The same file, opened by an engine that learns nothing ahead.
  const { path: workspace } = (await engine.call('workspace.info', {}))!;
  await engine.call('workspace.close', {});
  const plain = await testEngine();
  open.push(plain);
  await plain.call('workspace.open', { path: workspace });
  expect(await answersOf(plain, questions)).toEqual(ahead);
});

it('a workspace closes at any moment of the learning, and so does the engine', async () => {
  const engine = await company('always');
  const { path } = (await engine.call('workspace.info', {}))!;
  for (let round = 0; round < 16; round++) {
    await engine.call('workspace.open', { path });
    await wait(50 + ((round * 7) % 30));
    if (round % 2) await engine.call('workspace.close', {});
  }
  const last = engine.learnedAhead();
  await wait(60);
  await engine.close();
  // Nobody waits for ever for what will not be learned.
  await last;
});
