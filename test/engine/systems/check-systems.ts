import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ImportReport, InspectReport, StatusResult } from '#shared/results/workspace';
import { type TestEngine, testEngine } from '../../support/engine';
import { type Known, knownOf } from './known-company';
import { perturb } from './perturb';
import { company, differences, importedDeals, noDifference, type Written, written } from './support';
import type { SystemCase } from './systems';

const perturbation = Number(process.env.WEIR_TEST_SEED ?? 7);

/** Imports the sample of each system and compares what comes out with the truth beside it. */
export function checkSystems(cases: readonly SystemCase[]): void {
  describe.each(cases)('the sample as $as', (wanted) => {
    let sample: Written;
    let engine: TestEngine;
    let inspect: InspectReport;
    let report: ImportReport;
    let status: StatusResult;
    let known: Known;

    beforeAll(async () => {
      sample = await written(wanted.as);
      known = knownOf(sample, wanted);
      engine = await testEngine();
      ({ inspect, report } = await engine.importFiles(sample.files));
      status = await engine.call('workspace.status', {});
    });
    afterAll(async () => {
      await engine?.close();
      sample?.remove();
    });

    it('is recognised with every file, its kind and its language, without a question', () => {
      expect(inspect.decisions).toEqual([]);
      expect(
        inspect.files.map(({ file, ignored, kind }) => [file, ignored === undefined ? kind : null]),
      ).toEqual(sample.files.map((file, i) => [basename(file), wanted.kinds[i]]));
      const used = inspect.files.filter(({ ignored }) => ignored === undefined);
      for (const { file, kind, system, language } of used) {
        // A list of names and countries may be anybody's.
        const anybodys = system === 'generic' && ['accounts', 'owners', 'targets'].includes(kind);
        expect([file, anybodys ? wanted.system : system, language]).toEqual([
          file,
          wanted.system,
          wanted.language,
        ]);
      }
    });

    it('loads every row, and nothing else', () => {
      const trailer = wanted.trailer ?? 0;
      for (const { file, ignored, rowsRead, rowsLoaded, rowsRejected } of report.files) {
        if (ignored !== undefined) continue;
        const rows = sample.truth.rows[file]!;
        expect({ file, rowsRead, rowsLoaded, rowsRejected }).toEqual({
          file,
          rowsRead: rows + trailer,
          rowsLoaded: rows,
          rowsRejected: trailer,
        });
      }
    });

    it('gives as many deals, won, lost and open, and their value', async () => {
      const { counts, value } = sample.truth;
      const { rows } = await engine.call('sql.run', {
        sql: 'SELECT outcome, count(*)::INTEGER, sum(amount)::DOUBLE FROM weir.opportunity GROUP BY outcome',
      });
      const found = Object.fromEntries(rows.map(([outcome, deals]) => [outcome, deals]));
      const values = Object.fromEntries(rows.map(([outcome, , sum]) => [outcome, sum]));
      expect(found).toEqual(counts.outcomes);
      if (!wanted.onlyStageEvents) expect(values).toEqual(value);
      const { opportunities, won, lost, open, evidence } = status;
      expect({ opportunities, evidence }).toEqual({
        opportunities: company.deals,
        evidence: wanted.evidence,
      });
      expect({ won, lost, open }).toEqual(known.runs);
    });

    it('gives the win rate, for all and for each owner', async () => {
      const { won, lost } = known.runs;
      const all = await engine.call('metric.winRate', {});
      expect(all.rows[0]!.closedRate).toBeCloseTo(won / (won + lost), 10);
      const { rows } = await engine.call('metric.winRate', { by: 'owner' });
      const found = rows.map(({ key, won, lost, open, wonValue }) => ({
        owner: key,
        deals: won + lost + open,
        won,
        lost,
        wonValue,
      }));
      expect(found.sort((a, b) => (String(a.owner) < String(b.owner) ? -1 : 1))).toEqual(known.owners);
    });

    it('gives each deal its owner, amount, and days', async () => {
      expect(differences(await importedDeals(engine), known.deals)).toEqual(noDifference);
    });

    it('puts the stages in order', () => {
      const open = status.stages.filter(({ kind }) => kind === 'open').map(({ stage }) => stage);
      expect(open).toEqual(sample.truth.stages.slice(0, 5));
    });

    it.runIf(wanted.evidence !== 'state')('gives the deals that were in each stage', async () => {
      const any = await engine.call('metric.funnel', { definition: 'any', cohortField: 'entered' });
      const reached = await engine.call('metric.funnel', { cohortField: 'entered' });
      const entered = (rows: typeof any.rows, stage: string) =>
        rows.find((row) => row.stage === stage)?.entered;
      const found = known.reach.map(({ stage }) => ({
        stage,
        any: entered(any.rows, stage),
        reached: entered(reached.rows, stage),
      }));
      expect(found).toEqual(known.reach);
      if (wanted.evidence === 'log') {
        expect(known.reach.map(({ reached }) => reached)).toEqual(
          sample.truth.reach.map(({ reachedInRuns }) => reachedInRuns),
        );
      }
    });

    it('is the same with columns in another order and case, and others among them', async () => {
      const other = await testEngine();
      onTestFinished(() => other.close());
      for (const [i, report] of inspect.files.entries()) perturb(sample.files[i]!, report, perturbation + i);
      const again = await other.importFiles(sample.files);
      expect(again.inspect.decisions).toEqual([]);
      expect(again.inspect.files.map(({ file, system, kind }) => [file, system, kind])).toEqual(
        inspect.files.map(({ file, system, kind }) => [file, system, kind]),
      );
      expect(differences(await importedDeals(other), known.deals)).toEqual(noDifference);
      expect((await other.call('workspace.status', {})).evidence).toBe(wanted.evidence);
    });
  });
}
