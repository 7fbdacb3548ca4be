import { basename } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testEngine } from '../../support/engine';
import { knownOf } from './known-company';
import { perturb } from './perturb';
import { differences, importedDeals, noDifference, written } from './support';
import { systemCases } from './systems';

const seeds = process.env.WEIR_TEST_SEED ? [Number(process.env.WEIR_TEST_SEED)] : [7];

describe.each(seeds)('columns in another order and case, with others among them (seed %d),', (seed) => {
  it.each(systemCases)('change nothing for $as', async (wanted) => {
    const sample = await written(wanted.as);
    const engine = await testEngine();
    onTestFinished(async () => {
      await engine.close();
      sample.remove();
    });
    const sources = sample.files.map((file) => `path:${file}`);
    const plain = await engine.call('import.inspect', { sources });
    await engine.call('import.discard', { staging: plain.staging });
    for (const [i, report] of plain.files.entries()) perturb(sample.files[i]!, report, seed + i);
    const { inspect } = await engine.importFiles(sample.files);
    expect(inspect.decisions).toEqual([]);
    expect(inspect.files.map(({ file, system, kind }) => [file, system, kind])).toEqual(
      plain.files.map(({ file, system, kind }) => [file, system, kind]),
    );
    expect(inspect.files.map(({ file }) => file)).toEqual(sample.files.map((file) => basename(file)));
    const found = await importedDeals(engine);
    expect(differences(found, knownOf(sample, wanted).deals)).toEqual(noDifference);
    expect((await engine.call('workspace.status', {})).evidence).toBe(wanted.evidence);
  });
});
