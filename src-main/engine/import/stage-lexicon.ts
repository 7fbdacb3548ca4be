import type { StageKind } from '#shared/model/stage';
import { chinese } from './lexicons/chinese';
import { english } from './lexicons/english';
import { french } from './lexicons/french';
import { german } from './lexicons/german';
import { japanese } from './lexicons/japanese';
import { korean } from './lexicons/korean';
import type { StageLexicon } from './lexicons/lexicon';
import { portuguese } from './lexicons/portuguese';
import { russian } from './lexicons/russian';
import { spanish } from './lexicons/spanish';
import { stageCode } from './stage-codes';
import { headerText } from './words/read-header';

/** A name is tried in all languages, English first, whose words CRMs mix into the others. */
const lexicons: readonly StageLexicon[] = [
  english,
  german,
  spanish,
  portuguese,
  french,
  russian,
  chinese,
  korean,
  japanese,
];

/** Words of a stage name: lower case, without accents, numbers and marks around them. */
export function stageWords(stage: string): string {
  return headerText(stage);
}

/** Won, lost, open or after the sale where the name says so; null where it names no outcome. */
export function outcomeOfWord(stage: string): StageKind | null {
  const code = stageCode(stage);
  if (code) return code.kind;
  const words = stageWords(stage);
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(words));
  // “Closed Lost – won by competitor” is a loss.
  if (lexicons.some(({ lost }) => says(lost))) return 'lost';
  if (lexicons.some(({ won }) => says(won))) return 'won';
  if (lexicons.some(({ open }) => says(open))) return 'open';
  if (lexicons.some(({ post }) => says(post))) return 'post';
  return null;
}

/** Place in the usual course of a sale, from 0, in the first language that knows the name; null where none does. */
export function usualPlace(stage: string): number | null {
  const code = stageCode(stage);
  if (code) return code.place;
  const words = stageWords(stage);
  for (const { order } of lexicons) {
    const places = order.map((pattern, place) => (pattern?.test(words) ? place : -1));
    const latest = Math.max(...places);
    if (latest >= 0) return latest;
  }
  return null;
}

/** The number that a stage name begins with, as in `2. Demo`, `Stage 3`, `S4 – Proposal` or `10%`. */
export function leadingNumber(stage: string): number | null {
  const found =
    /^\s*(?:stage|step|phase|etapa|étape|fase|этап|阶段|第|s)?\s*[#(【[]?\s*(\d{1,3})(?:\s*%|\b|(?=\D))/i.exec(
      stage.normalize('NFKC'),
    );
  return found ? Number(found[1]) : null;
}
