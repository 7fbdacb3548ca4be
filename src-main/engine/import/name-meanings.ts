import type { FileKind } from '#shared/model/fields';
import { dictionary } from './exports/dictionary';
import { type Header, matches } from './exports/match-header';
import { meaningsOfWords } from './words/meanings-of-words';
import type { ReadHeader } from './words/read-header';

/** What the name of a column may mean; `usual` tells the usual word for a field from one that only may mean it. */
export type NameMeaning = { field: string; score: number; usual: boolean };

/** Meanings of a header by exact words and by the words it is made of, best first, each field once. */
export function nameMeanings(header: Header, read: ReadHeader, kind: FileKind): NameMeaning[] {
  const best = new Map<string, NameMeaning>();
  const add = (meaning: NameMeaning) => {
    if (meaning.score > (best.get(meaning.field)?.score ?? 0)) best.set(meaning.field, meaning);
  };
  for (const [field, { strong, weak = [] }] of Object.entries(dictionary[kind])) {
    const rank = strong.findIndex((sign) => matches(sign, header));
    if (rank >= 0) add({ field, score: 0.9 - rank * 0.001, usual: true });
    const late = weak.findIndex((sign) => matches(sign, header));
    if (late >= 0) add({ field, score: 0.7 - late * 0.001, usual: false });
  }
  for (const { field, score } of meaningsOfWords(read, kind)) add({ field, score, usual: score > 0.7 });
  return [...best.values()].sort((a, b) => b.score - a.score);
}
