import type { Header } from './exports/match-header';
import { nameMeanings } from './name-meanings';
import { outcomeOfWord, usualPlace } from './stage-lexicon';
import type { ReadHeader } from './words/read-header';

export type WideStage = { column: string; stage: string };

const around =
  /^(date entered|entered|date of|date|datum|fecha( de)?|data( de)?|date de|дата|進入|进入)\s+|\s*(date|datum|time|日期|时间|日時|日|일자|일)$/iu;

/** A header that surely means something else is no stage, unless it names an end beside several stages. */
const sure = 0.6;

/**
 * Columns that are called like a stage of a sale, as lists with one date a stage have them; none unless there are
 * several. Whether they hold dates is for the content to say.
 */
export function wideStages(headers: readonly Header[], read: readonly ReadHeader[]): WideStage[] {
  const named = headers.flatMap(({ name }, i) => {
    const stage = name.replace(around, '').trim();
    if (!isStageName(stage)) return [];
    const [best] = nameMeanings(headers[i]!, read[i]!, 'opportunities');
    return [
      {
        column: name,
        stage,
        free: (best?.score ?? 0) < sure,
        end: isEnd(stage) && endFields.has(best?.field),
      },
    ];
  });
  if (named.filter(({ free }) => free).length < 2) return [];
  return named.filter(({ free, end }) => free || end).map(({ column, stage }) => ({ column, stage }));
}

const endFields = new Set<string | undefined>(['closed_at', 'close', 'is_won', 'loss_reason', undefined]);

function isEnd(stage: string): boolean {
  const outcome = outcomeOfWord(stage);
  return outcome === 'won' || outcome === 'lost';
}

/** Short names only: a sentence may hold any word. */
function isStageName(name: string): boolean {
  if (name === '' || name.length > 40 || /[_@:]|(?:\s[-–]\s)/.test(name)) return false;
  return isEnd(name) || outcomeOfWord(name) === 'post' || usualPlace(name) !== null;
}
