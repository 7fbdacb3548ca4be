import type { FileKind } from '#shared/model/fields';
import { fieldRules } from './field-rules';
import type { HeaderReading, ReadHeader } from './read-header';

export type WordMeaning = { field: string; score: number };

/** A meaning of words stays below what a system or an exact word of the dictionary says. */
const most = 0.88;
/** Below this share of understood letters a header is about something else. */
const leastCoverage = 0.45;

/** The fields that the words of a header can mean in a file of this kind, best first. */
export function meaningsOfWords(header: ReadHeader, kind: FileKind): WordMeaning[] {
  const best = new Map<string, number>();
  for (const reading of header.readings) {
    for (const { field, score } of meaningsIn(reading, kind))
      best.set(field, Math.max(score, best.get(field) ?? 0));
  }
  return [...best].map(([field, score]) => ({ field, score })).sort((a, b) => b.score - a.score);
}

function meaningsIn({ concepts, coverage }: HeaderReading, kind: FileKind): WordMeaning[] {
  if (coverage < leastCoverage) return [];
  const said = new Set(concepts);
  const fitting = fieldRules[kind].filter(
    ({ needs, may }) =>
      needs.every((need) => said.has(need)) &&
      concepts.every((concept) => needs.includes(concept) || may.includes(concept)),
  );
  const richest = Math.max(0, ...fitting.map(({ needs }) => needs.length));
  return fitting.map(({ field, needs, weight }) => ({
    field,
    score: most * weight * (0.5 + 0.5 * coverage) * (needs.length < richest ? 0.8 : 1),
  }));
}
