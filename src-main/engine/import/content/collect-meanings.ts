import type { ColumnContent } from '../column-content';
import type { ContentMeaning } from './nameless-table';

/** Gathers what columns mean, each column once; columns of `taken` are left for others. */
export function collectMeanings(contents: readonly ColumnContent[], taken: readonly number[] = []) {
  const found: ContentMeaning[] = [];
  const isFree = ({ index, values }: ColumnContent) =>
    values.length > 0 && !taken.includes(index) && !found.some((meaning) => meaning.index === index);
  return {
    found,
    rest: () => contents.filter(isFree),
    add(content: ColumnContent | undefined, field: string, score: number, reason: string) {
      if (content && isFree(content)) found.push({ index: content.index, field, score, reason });
    },
  };
}
