import type { Evidence } from '#shared/model/evidence';
import type { StatusResult } from '#shared/results/workspace';
import type { Formatters } from '../../charts/formatters';
import type { ImportState } from './import-session';
import { openDecisions, rowsToCome } from './review/review-report';
import { counted } from './words';

const evidencePhrases: Record<Evidence, string> = {
  log: 'with every stage change on record',
  dates: 'with the dates of their stages but no full log',
  snapshots: 'with stages pieced together from dated exports',
  state: 'with their current state only',
};

/** The Data page's first sentence: where the import stands, or what the workspace holds. */
export function answerOf(
  session: ImportState,
  status: StatusResult | undefined,
  format: Formatters,
): string | undefined {
  if (session.phase === 'reading') return 'The files are being read.';
  if (session.phase === 'loading') return 'The files are being imported.';
  if (session.phase === 'review' && session.report) return reviewAnswer(session.report, format);
  if (!status) return undefined;
  if (status.opportunities === 0) return 'Nothing is imported yet.';
  const deals = counted(status.opportunities, format.count(status.opportunities), 'deal');
  const imports = counted(status.imports.length, format.count(status.imports.length), 'import');
  return `${deals} from ${imports}, up to ${format.day(status.lastDay)}, ${evidencePhrases[status.evidence]}.`;
}

function reviewAnswer(report: NonNullable<ImportState['report']>, format: Formatters): string {
  const files = counted(report.files.length, format.count(report.files.length), 'file');
  const systems = new Set(
    report.files.filter((file) => file.system !== 'generic').map((file) => file.systemLabel),
  );
  const what = systems.size === 0 ? files : `${files} from ${[...systems].join(' and ')}`;
  const questions = openDecisions(report).length;
  if (questions === 1) return `${what}; one question needs an answer.`;
  if (questions > 1) return `${what}; ${questions} questions need an answer.`;
  const { rejected, read } = rowsToCome(report);
  if (report.files.every((file) => file.known)) return `${what}, imported before; nothing would change.`;
  if (read === 0) return `${what} without rows; there is nothing to load.`;
  if (rejected === 0) return `${what}, and every row can be read.`;
  return `${what}; ${counted(rejected, format.count(rejected), 'row')} would be rejected.`;
}
