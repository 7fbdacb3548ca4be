import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '#engine/api/create-engine';
import type { Engine, EngineOptions } from '#engine/api/engine';
import type { ImportReport, InspectReport } from '#shared/results/workspace';
import { copyEmptyWorkspace } from './empty-workspace';

export type TestEngine = Engine & {
  home: string;
  /** Inspects and loads files into the open workspace. */
  importFiles(
    paths: string[],
    mapping?: Record<string, object>,
  ): Promise<{ inspect: InspectReport; report: ImportReport }>;
};

type TestOptions = Pick<EngineOptions, 'timeZone' | 'learnAhead' | 'threads'> & { isNew?: boolean };

/**
 * An engine with an empty workspace in a folder of its own; the clock stands still on 2026-07-01, in UTC. `isNew` makes
 * the workspace as users do, instead of copying one. DuckDB has one thread: two take an eighth longer for what tests ask.
 */
export async function testEngine(options: TestOptions = {}): Promise<TestEngine> {
  const home = await mkdtemp(join(tmpdir(), 'weir-engine-'));
  const { timeZone, learnAhead, threads = 1, isNew = timeZone !== undefined } = options;
  const engine = createEngine({
    home,
    now: () => new Date('2026-07-01T12:00:00Z'),
    learnAhead,
    threads,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const path = join(home, 'test.weir');
  if (isNew) await engine.call('workspace.create', { path });
  else {
    await copyEmptyWorkspace(path);
    await engine.call('workspace.open', { path });
  }
  return {
    ...engine,
    home,
    async importFiles(paths, mapping = {}) {
      const inspect = await engine.call('import.inspect', {
        sources: paths.map((path) => `path:${path}`),
        mapping,
      });
      const report = await engine.call('import.load', { staging: inspect.staging });
      return { inspect, report };
    },
    async close() {
      await engine.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
