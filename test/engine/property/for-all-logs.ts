import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import type { Connection } from '#engine/query/connection';
import type { Stage } from '#shared/model/stage';
import { dayOfNumber } from '#shared/time/day';
import { type LogFiles, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';
import { type Clock, firstDay, type RandomLog, randomLog, stages } from './random-log';
import { type RandomScope, randomScope } from './scopes';

export type Loaded = { connection: Connection; facts: WorkspaceFacts; log: RandomLog; scopes: RandomScope[] };
type Loading = (clock: Clock, files: LogFiles) => Promise<WorkspaceFacts>;

const seed = 20240611;
const size = { min: 60, max: 200 };

/** One workspace for a test file, derived again from each log. */
export function logWorkspace(kinds: readonly Stage[] = stages): { load: Loading; use: LogWorkspace['use'] } {
  let workspace: LogWorkspace;
  beforeAll(async () => {
    workspace = await openLogWorkspace();
  });
  afterAll(() => workspace.close());
  return {
    load: (clock, files) =>
      workspace.load(files, { stages: kinds, clock, asOf: dayOfNumber(firstDay + 400) }),
    use: (work) => workspace.use(work),
  };
}

/** Derives random logs one after another and looks at each with several random scopes. */
export async function forAllLogs(
  { load, use }: ReturnType<typeof logWorkspace>,
  runs: { logs: number; scopes: number },
  check: (loaded: Loaded) => Promise<void>,
): Promise<void> {
  const scopes = fc.array(randomScope, { minLength: runs.scopes, maxLength: runs.scopes });
  await forAll(fc.record({ log: randomLog(size), scopes }), runs.logs, async ({ log, scopes: looks }) => {
    const facts = await load(log.clock, { logs: [log.entries] });
    await use((connection) => check({ connection, facts, log, scopes: looks }));
  });
}

/**
 * Checks as many random cases. The first failure is reported as it is, with the path that replays it: making it smaller
 * would derive hundreds of logs.
 */
export async function forAll<T>(
  cases: fc.Arbitrary<T>,
  runs: number,
  check: (one: T) => Promise<void>,
): Promise<void> {
  const result = await fc.check(fc.asyncProperty(cases, check), { seed, numRuns: runs, endOnFailure: true });
  if (!result.failed) return;
  throw new Error(`Seed ${seed}, path ${result.counterexamplePath}: ${String(result.errorInstance)}`, {
    cause: result.errorInstance,
  });
}
