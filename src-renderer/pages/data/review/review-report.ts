import type { FileReport, InspectReport } from '#shared/results/workspace';
import type { FileDecision } from './decision-list';

/** Every open question, with the file whose mapping answers it. */
export function openDecisions(report: InspectReport): FileDecision[] {
  const ofFiles = report.files.flatMap((file) =>
    file.decisions.map((decision) => ({ file: file.file, decision })),
  );
  const known = new Set(
    ofFiles.map(({ decision }) => `${decision.code} ${decision.column} ${decision.message}`),
  );
  const main = stagesFile(report);
  if (main === null) return ofFiles;
  const rest = report.decisions
    .filter((decision) => !known.has(`${decision.code} ${decision.column} ${decision.message}`))
    .map((decision) => ({ file: main, decision }));
  return [...ofFiles, ...rest];
}

/** The file that says what stages there are: the deals, else the history, else the first. */
export function stagesFile(report: InspectReport): string | null {
  const of = (kind: string) => report.files.find((file) => file.kind === kind);
  return (of('opportunities') ?? of('stage-history') ?? report.files[0])?.file ?? null;
}

/** True for a file that describes others, such as a data dictionary: its rows are neither loaded nor rejected. */
export function isPassedOver(file: FileReport): boolean {
  return file.rowsRead > 0 && file.rowsLoaded + file.rowsRejected === 0;
}

/** Rows that an import would bring now, and rows that it would refuse. */
export function rowsToCome(report: InspectReport): { loads: number; rejected: number; read: number } {
  const fresh = report.files.filter((file) => !file.known && !isPassedOver(file));
  const sum = (count: (file: FileReport) => number) => fresh.reduce((total, file) => total + count(file), 0);
  return {
    loads: sum((file) => file.rowsLoaded),
    rejected: sum((file) => file.rowsRejected),
    read: sum((file) => file.rowsRead),
  };
}
