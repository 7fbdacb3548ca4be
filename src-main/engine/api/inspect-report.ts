import { fileReport } from '#engine/import/file-report';
import { unmatchedValues } from '#engine/import/joins';
import { planStages, stageEvidence } from '#engine/import/stages';
import type { Connection } from '#engine/query/connection';
import type { FileReport, InspectReport } from '#shared/results/workspace';
import type { StagedImport, StagedSource } from './staged-import';

/** What the staged files are, what would be loaded, and what only the user can decide. */
export async function inspectReport(connection: Connection, staged: StagedImport): Promise<InspectReport> {
  const files = staged.sources.map((source) => source.staged);
  const joined = await unmatchedValues(connection, files);
  const reports = staged.sources.map(sourceReport);
  const deals = reports.find((report) => report.kind === 'opportunities' && !report.ignored);
  deals?.warnings.push(...joined);
  return {
    staging: staged.id,
    files: reports,
    stages: planStages(stageEvidence(files)),
    decisions: reports.flatMap((report) => report.decisions),
  };
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
  return { ...report, warnings: [...source.decoded.notes, ...report.warnings] };
}
