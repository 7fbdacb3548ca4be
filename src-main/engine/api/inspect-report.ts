import { currencyWarnings, planCurrencies, rateQuestions } from '#engine/import/currency-plan';
import { withLines } from '#engine/import/damage/find-damage';
import { findLostZeros, type LostZeros, withLeadingZeros } from '#engine/import/damage/leading-zeros';
import { lineFinderOf } from '#engine/import/damage/lines-of-examples';
import { fileReport } from '#engine/import/file-report';
import { storedFiles } from '#engine/import/import-store';
import { type Asked, unmatchedValues } from '#engine/import/joins';
import type { StagedFile } from '#engine/import/staged-file';
import { planStages, stageEvidence } from '#engine/import/stages';
import type { Connection, Row } from '#engine/query/connection';
import type { Damage, FileReport, InspectReport } from '#shared/results/workspace';
import { settleKnown } from './known-content';
import { snapshotQuestions } from './snapshot-questions';
import type { StagedImport, StagedSource } from './staged-import';

/** What the staged files are, what would be loaded, and what only the user can decide. */
export async function inspectReport(connection: Connection, staged: StagedImport): Promise<InspectReport> {
  await settleKnown(connection, staged);
  const found = staged.sources.map((source) => source.staged);
  const all = await withLoaded(connection, found);
  const lost = await findLostZeros(connection, all);
  const files = found.map((file) => withLeadingZeros(file, lost));
  const joined = await unmatchedValues(remembering(connection, staged.answers), files);
  const plan = await planCurrencies(connection, all);
  const reports: FileReport[] = [];
  for (const source of staged.sources) {
    const report = sourceReport(source);
    reports.push({
      ...report,
      damage: [...report.damage, ...(await zerosDamage(source, lost))],
      warnings: [...report.warnings, ...currencyWarnings(plan, source.staged)],
      decisions: [...report.decisions, ...rateQuestions(plan, source.staged)],
    });
  }
  const deals = reports.find((report) => report.kind === 'opportunities' && !report.ignored);
  deals?.warnings.push(...joined);
  for (const { file, decision, warning } of await snapshotQuestions(connection, staged)) {
    const report = reports.find((one) => one.file === file);
    if (decision) report?.decisions.push(decision);
    if (warning) report?.warnings.push(warning);
  }
  return {
    staging: staged.id,
    files: reports,
    stages: planStages(stageEvidence(files)),
    decisions: reports.flatMap((report) => report.decisions),
  };
}

/** Asks nothing of the staged rows twice. */
function remembering(connection: Connection, answers: Map<string, Row[]>): Asked {
  return {
    all: async <T extends Row>(sql: string) => {
      const known = answers.get(sql);
      if (known) return known as T[];
      const rows = await connection.all<T>(sql);
      answers.set(sql, rows);
      return rows;
    },
  };
}

async function zerosDamage(source: StagedSource, lost: readonly LostZeros[]): Promise<Damage[]> {
  const own = lost.filter(({ file }) => file === source.staged).map(({ damage }) => damage);
  const { decoded, staged, malformed } = source;
  return withLines(own, lineFinderOf(decoded.file, staged.dialect, malformed));
}

/** What a file means can depend on what is in the workspace already, and on what comes with it. */
async function withLoaded(connection: Connection, files: readonly StagedFile[]): Promise<StagedFile[]> {
  const loaded = (await storedFiles(connection, 'loaded')).map(({ staged }) => staged);
  const again = new Set(files.map(({ sha256 }) => sha256));
  return [...loaded.filter(({ sha256 }) => !again.has(sha256)), ...files];
}

export function sourceReport(source: StagedSource): FileReport {
  const { rowsRead, rowsRejected, rejects } = source.counts;
  const { remembered } = source;
  const ignored = source.staged.kind === null;
  const report = fileReport(source.staged, {
    rowsRead,
    rowsRejected,
    rowsLoaded: ignored ? 0 : rowsRead - rowsRejected,
    rejects,
    known: source.known !== null,
    remembered: remembered && {
      headers: remembered.headers,
      file: remembered.file,
      importedAt: remembered.importedAt,
    },
  });
  return {
    ...report,
    warnings: [...source.decoded.notes, ...report.warnings],
    decisions: [...report.decisions],
  };
}
