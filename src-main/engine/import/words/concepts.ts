/**
 * What a word of a header can speak of, in any language. Rules (`field-rules.ts`) make fields of the concepts that
 * stand together: “expected” and “close” are an expected close, whatever the words. `plain` words are known and say
 * nothing of a field (“current”, “net”); `other` words are about something that no field holds.
 */
export const concepts = [
  'opportunity',
  'name',
  'id',
  'account',
  'contact',
  'owner',
  'person',
  'team',
  'stage',
  'status',
  'pipeline',
  'amount',
  'currency',
  'price',
  'weighted',
  'expected',
  'actual',
  'close',
  'won',
  'lost',
  'create',
  'change',
  'date',
  'duration',
  'probability',
  'forecast',
  'reason',
  'source',
  'type',
  'product',
  'region',
  'segment',
  'next',
  'step',
  'last',
  'activity',
  'start',
  'due',
  'lead',
  'convert',
  'quota',
  'period',
  'rate',
  'from',
  'to',
  'old',
  'new',
  'value',
  'field',
  'order',
  'deleted',
  'is',
  'count',
  'tier',
  'other',
  'plain',
] as const;
export type Concept = (typeof concepts)[number];

/**
 * The words of one language: for each concept a list divided by blanks. `*` behind a word stands for any ending, before
 * it for the front of a compound, `_` for a blank. Words of scripts without blanks are found anywhere in the text.
 */
export type LanguageWords = {
  language: string;
  /** False for scripts that put no blanks between words. */
  spaced: boolean;
  words: Partial<Record<Concept, string>>;
};
