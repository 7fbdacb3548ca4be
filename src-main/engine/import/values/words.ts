const yes = ['true', 't', 'yes', 'y', '1', 'x', '✓', 'checked'];
const no = ['false', 'f', 'no', 'n', '0', 'unchecked'];

/** What the values of a boolean column mean; null when one of them is no such word, or they say only one thing twice. */
export type BooleanWords = { yes: string[]; no: string[] };

/** Sorts the distinct values of a column into yes and no, null when any of them is neither. */
export function booleanWords(distinct: readonly string[]): BooleanWords | null {
  const words: BooleanWords = { yes: [], no: [] };
  for (const value of distinct) {
    const word = value.trim().toLowerCase();
    if (yes.includes(word)) words.yes.push(value);
    else if (no.includes(word)) words.no.push(value);
    else return null;
  }
  return words.yes.length + words.no.length > 0 ? words : null;
}

export function isBooleanWord(value: string): boolean {
  const word = value.trim().toLowerCase();
  return yes.includes(word) || no.includes(word);
}

const nothing = new Set([
  '-',
  '--',
  '—',
  '–',
  'n/a',
  'na',
  '#n/a',
  'nan',
  'null',
  '\\n',
  'none',
  'nil',
  '(none)',
  '(blank)',
  '(empty)',
  'not set',
  'no value',
  '-none-',
  '--none--',
  'select',
  '.',
  '?',
]);

/** Words that people and programs write where there is no value. */
export function isNullWord(value: string): boolean {
  return nothing.has(value.trim().toLowerCase());
}
