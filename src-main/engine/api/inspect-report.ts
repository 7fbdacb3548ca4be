import {
  type CurrencyPlan,
  currencyWarnings,
  planCurrencies,
  rateQuestions,
} from '#engine/import/currency-plan';
import { fileReport } from '#engine/import/file-report';
import { storedFiles } from '#engine/import/import-store';
import { unmatchedValues } from '#engine/import/joins';
import type { StagedFile } from '#engine/import/staged-file';
import { planStages, stageEvidence } from '#engine/import/stages';
import type { Connection } from '#engine/query/connection';
import type { FileReport, InspectReport } from '#shared/results/workspace';
import type { StagedImport, StagedSource } from './staged-import';

/** What the staged files are, what would be loaded, and what only the user can decide. */
export async function inspectReport(connection: Connection, staged: StagedImport): Promise<InspectReport> {
  const files = staged.sources.map((source) => source.staged);
  const joined = await unmatchedValues(connection, files);
  const plan = await planOfAll(connection, files);
  const reports = staged.sources.map((source) => {
    const report = sourceReport(source);
    return {
      ...report,
      warnings: [...report.warnings, ...currencyWarnings(plan, source.staged)],
      decisions: [...report.decisions, ...rateQuestions(plan, source.staged)],
    };
  });
  const deals = reports.find((report) => report.kind === 'opportunities' && !report.ignored);
  deals?.warnings.push(...joined);
  return {
    staging: staged.id,
    files: reports,
    stages: planStages(stageEvidence(files)),
    decisions: reports.flatMap((report) => report.decisions),
  };
}

/** Rates may be in the workspace already, or come with the same files. */
async function planOfAll(connection: Connection, files: readonly StagedFile[]): Promise<CurrencyPlan> {
  const loaded = (await storedFiles(connection, 'loaded')).map(({ staged }) => staged);
  const again = new Set(files.map(({ sha256 }) => sha256));
  return planCurrencies(connection, [...loaded.filter(({ sha256 }) => !again.has(sha256)), ...files]);
}

export function sourceReport(source: StagedSource): FileReport {
  const { rowsRead, rowsRejected, rejects } = source.counts;
  const ignored = source.staged.kind === null;
  const report = fileReport(source.staged, {
    rowsRead,
    rowsRejected,
    rowsLoaded: ignored ? 0 : rowsRead - rowsRejected,
    rejects,
    known: source.known !== null,
  });
  return { ...report, warnings: [...report.warnings] };
}
