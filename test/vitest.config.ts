import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: one of them begun last would leave the other processors idle. */
const longest = [
  'cli/interruption',
  'engine/order/order.property',
  'e2e/data-mappings',
  'e2e/import',
  'e2e/data-wide',
  'e2e/analysis',
  'e2e/data-settings',
  'engine/systems/languages',
  'engine/systems/systems',
  'engine/import/round-trip.property',
  'engine/transcoded',
  'cli/maven',
  'engine/property/replay',
  'engine/fuzz/fuzz',
  'engine/large-import',
  'engine/property/behind',
  'engine/damage/ids-and-cuts',
  'engine/metrics/clean-ups',
  'engine/value-matches',
];

/** Starts long files first, and the others as Vitest does: by their time in an earlier run, else by their size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const name = relative(`${this.ctx.config.root}/test`, moduleId).replace(/\.test\.ts$/, '');
      const place = longest.indexOf(name);
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

/** All tests side by side, those in a browser too; the bench has a command of its own. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // Loading the engine anew for each file takes longer than many of them do; none may change what others load.
    isolate: false,
    unstubGlobals: true,
    sequence: { sequencer: LongestFirst },
  },
});
