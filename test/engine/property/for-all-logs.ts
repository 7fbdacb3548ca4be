import fc from 'fast-check';
import { afterAll } from 'vitest';
import type { WorkspaceFacts } from '#engine/metrics/facts';
import type { Connection } from '#engine/query/connection';
import type { Stage } from '#shared/model/stage';
import { dayOfNumber } from '#shared/time/day';
import { type LogFiles, type LogWorkspace, openLogWorkspace } from '../../support/log-workspace';
import { type Clock, firstDay, type RandomLog, randomLog, stages } from './random-log';
import { type RandomScope, randomScope } from './scopes';

export type Loaded = { connection: Connection; facts: WorkspaceFacts; log: RandomLog; scopes: RandomScope[] };
type Loading = (clock: Clock, files: LogFiles) => Promise<WorkspaceFacts>;

export type LogWorkspaces = {
  /** Derives anew, over what was derived before. */
  load: Loading;
  /** As `load`, but only once for the same files: tests look at the same tables, which none may change. */
  loadOnce: Loading;
  /** Lends a connection to what was loaded last. */
  use: LogWorkspace['use'];
};

const seed = 20240611;
const size = { min: 60, max: 200 };

/** Workspaces for a test file: one that is derived again from each log, and one for each log that is looked at again. */
export function logWorkspace(kinds: readonly Stage[] = stages, threads?: number): LogWorkspaces {
  const opened: LogWorkspace[] = [];
  const kept = new Map<string, { workspace: LogWorkspace; facts: WorkspaceFacts }>();
  let spare: LogWorkspace;
  let current: LogWorkspace;
  const open = async () => {
    const workspace = await openLogWorkspace(threads);
    opened.push(workspace);
    return workspace;
  };
  const derive = (workspace: LogWorkspace, clock: Clock, files: LogFiles) =>
    workspace.load(files, { stages: kinds, clock, asOf: dayOfNumber(firstDay + 400) });
  afterAll(() => Promise.all(opened.map((workspace) => workspace.close())));
  return {
    async load(clock, files) {
      spare ??= await open();
      current = spare;
      return derive(spare, clock, files);
    },
    async loadOnce(clock, files) {
      const key = JSON.stringify([clock, files]);
      let found = kept.get(key);
      if (!found) {
        const workspace = await open();
        found = { workspace, facts: await derive(workspace, clock, files) };
        kept.set(key, found);
      }
      current = found.workspace;
      return found.facts;
    },
    use: (work) => current.use(work),
  };
}

/** Derives random logs, the same for every test of a file, and looks at each with several random scopes. */
export async function forAllLogs(
  { loadOnce, use }: LogWorkspaces,
  runs: { logs: number; scopes: number },
  check: (loaded: Loaded) => Promise<void>,
): Promise<void> {
  const scopes = fc.array(randomScope, { minLength: runs.scopes, maxLength: runs.scopes });
  await forAll(fc.record({ log: randomLog(size), scopes }), runs.logs, async ({ log, scopes: looks }) => {
    const facts = await loadOnce(log.clock, { logs: [log.entries] });
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
