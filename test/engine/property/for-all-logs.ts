import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import type { Connection } from '#engine/query/connection';
import { dayOfNumber } from '#shared/time/day';
import { type LogFiles, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';
import { type Clock, firstDay, type RandomLog, randomLog, stages } from './random-log';
import { type RandomScope, randomScope } from './scopes';

export type Loaded = { connection: Connection; facts: WorkspaceFacts; log: RandomLog; scopes: RandomScope[] };
type Loading = (clock: Clock, files: LogFiles) => Promise<WorkspaceFacts>;

const seed = 20240611;
const size = { min: 60, max: 200 };

/** One workspace for a test file, derived again from each log. */
export function logWorkspace(): { load: Loading; use: LogWorkspace['use'] } {
  let workspace: LogWorkspace;
  beforeAll(async () => {
    workspace = await openLogWorkspace();
  });
  afterAll(() => workspace.close());
  return {
    load: (clock, files) => workspace.load(files, { stages, clock, asOf: dayOfNumber(firstDay + 400) }),
    use: (work) => workspace.use(work),
  };
}

/**
 * Derives random logs one after another and looks at each with several random scopes. The first failure is reported as
 * it is, with the path that replays it: making it smaller would derive hundreds of logs.
 */
export async function forAllLogs(
  { load, use }: ReturnType<typeof logWorkspace>,
  runs: { logs: number; scopes: number },
  check: (loaded: Loaded) => Promise<void>,
): Promise<void> {
  const scopes = fc.array(randomScope, { minLength: runs.scopes, maxLength: runs.scopes });
  const property = fc.asyncProperty(randomLog(size), scopes, async (log, looks) => {
    const facts = await load(log.clock, { logs: [log.entries] });
    await use((connection) => check({ connection, facts, log, scopes: looks }));
  });
  const result = await fc.check(property, { seed, numRuns: runs.logs, endOnFailure: true });
  if (!result.failed) return;
  throw new Error(`Seed ${seed}, path ${result.counterexamplePath}: ${String(result.errorInstance)}`, {
    cause: result.errorInstance,
  });
}
