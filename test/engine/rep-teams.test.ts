import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readFacts, type WorkspaceFacts } from '#engine/metrics/facts';
import { startsOf } from '#engine/metrics/reps/starts';
import { teamsOf } from '#engine/metrics/reps/teams';
import { Connection } from '#engine/query/connection';
import { openWorkspace, type Workspace } from '#engine/tables/open-workspace';
import { mixDeals } from '#shared/model/mix-fields';
import { addDays } from '#shared/time/day';
import { type TestEngine, testEngine } from '../support/engine';

let engine: TestEngine;
let workspace: Workspace;
let few: WorkspaceFacts;
let many: WorkspaceFacts;

beforeAll(async () => {
  engine = await testEngine();
  await engine.call('workspace.openSample', { deals: 1200, seed: 5 });
  const { path } = (await engine.call('workspace.info', {}))!;
  await engine.call('workspace.close', {});
  workspace = await openWorkspace({ path, create: false, readOnly: true });
  few = await workspace.database.use((c) => readFacts(c, '2026-06-30', 'instant', new Map()));
  many = { ...few, opportunities: 2 * mixDeals };
});
afterAll(async () => {
  await workspace.close();
  await engine.close();
});

const teams = (facts: WorkspaceFacts, day: string) =>
  workspace.database.use((connection) => teamsOf(connection, facts, day));

it('names the team of reps of very many deals as at the end of the month before, and of new ones as on the day', async () => {
  const monthEnd = '2025-03-31';
  let fresh = 0;
  for (let late = 0; late < 30; late += 3) {
    const day = addDays(monthEnd, late);
    const [before, now] = [await teams(few, monthEnd), await teams(few, day)];
    const asked = vi.spyOn(Connection.prototype, 'all');
    const told = await teams({ ...many }, day);
    const questions = asked.mock.calls.filter(([sql]) => sql.includes('rep_team'));
    asked.mockRestore();
    const ofAll = questions.filter(([sql]) => !sql.includes('owner_name')).map(([, params]) => params);
    expect(ofAll).toMatchObject([{ as_of: { value: monthEnd } }]);
    const known = await workspace.database.use((c) => startsOf(c, few, monthEnd, 0));
    const isKnown = new Set<string | null>(known.map(({ owner }) => owner));
    for (const [owner, team] of told)
      expect(team).toBe((isKnown.has(owner) ? before : now).get(owner) ?? null);
    expect([...told.keys()].sort()).toEqual([...new Set([...before.keys(), ...now.keys()])].sort());
    fresh += [...told.keys()].filter((owner) => owner !== null && !isKnown.has(owner)).length;
  }
  expect(fresh).toBeGreaterThan(0);
});
