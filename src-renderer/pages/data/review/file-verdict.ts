import type { FileReport } from '#shared/results/workspace';
import type { Formatters } from '../../../charts/formatters';
import { counted } from '../words';
import { isPassedOver } from './review-report';

/** What would happen to a file's rows if it were loaded now: `ask` needs the user, `good` loads whole. */
export type Verdict = { tone: 'ask' | 'good' | 'known' | 'note'; text: string };

export function verdictOf(file: FileReport, format: Formatters): Verdict {
  if (isPassedOver(file)) return { tone: 'note', text: file.ignored ?? 'Describes other files, not loaded' };
  const questions = file.decisions.length;
  if (questions > 0) {
    return {
      tone: 'ask',
      text: questions === 1 ? 'One question to answer' : `${questions} questions to answer`,
    };
  }
  if (file.known) return { tone: 'known', text: 'Already imported, changes nothing' };
  if (file.rowsRead === 0) return { tone: 'ask', text: 'No rows to load' };
  const loads = `${counted(file.rowsLoaded, format.count(file.rowsLoaded), 'row')} ${file.rowsLoaded === 1 ? 'loads' : 'load'}`;
  if (file.rowsRejected === 0) return { tone: 'good', text: loads };
  return { tone: 'ask', text: `${loads}, ${format.count(file.rowsRejected)} rejected` };
}
