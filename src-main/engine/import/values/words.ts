import { isErrorCell } from '../damage/error-words';

/** Words for yes and no in the languages of exports, and the marks that people make. */
const yes = new Set(
  (
    'true t yes y 1 x ✓ ✔ ☑ √ ● checked on 是 真 对 有 예 네 참 はい 有り あり ja wahr sí si verdadero cierto sim verdadeiro ' +
    'oui vrai да истина 1.0 ○ o'
  ).split(' '),
);
const no = new Set(
  (
    'false f no n 0 ✗ ✘ ☐ × unchecked off 否 假 不 无 아니오 아니요 거짓 いいえ 無し なし nein falsch falso não nao non faux ' +
    'нет ложь 0.0'
  ).split(' '),
);

/** What the values of a boolean column mean; null when one of them is no such word, or they say only one thing twice. */
export type BooleanWords = { yes: string[]; no: string[] };

/** Sorts the distinct values of a column into yes and no, null when any of them is neither. */
export function booleanWords(distinct: readonly string[]): BooleanWords | null {
  const words: BooleanWords = { yes: [], no: [] };
  const circles = distinct.some((value) => /^[o○]$/i.test(value.trim()));
  for (const value of distinct) {
    const word = value.trim().toLowerCase();
    // Beside a circle a cross says no, as in Korea and Japan.
    if (circles && word === 'x') words.no.push(value);
    else if (yes.has(word)) words.yes.push(value);
    else if (no.has(word)) words.no.push(value);
    else return null;
  }
  return words.yes.length + words.no.length > 0 ? words : null;
}

export function isBooleanWord(value: string): boolean {
  const word = value.trim().toLowerCase();
  return yes.has(word) || no.has(word);
}

/** What programs write where there is no value, and marks that are no names: empty in any column. */
const surelyNothing = [
  ...[
    '-',
    '--',
    '---',
    '—',
    '–',
    'n/a',
    '#n/a',
    '#ref!',
    '#value!',
    '#div/0!',
    'nan',
    'null',
    '\\n',
    '<null>',
    '\ufffd',
  ],
  ...['(none)', '(blank)', '(empty)', '(null)', '-none-', '--none--', '[null]', '.', '?'],
];

/** Words of people for no value. In a column of names they may be names, so they are empty among values only. */
const perhapsNothing = [
  ...[
    'na',
    'none',
    'nil',
    'nat',
    'not set',
    'no value',
    'not specified',
    'unspecified',
    'unknown',
    'select',
    'tbd',
  ],
  ...['无', '空', '未填写', '未知', '暂无', '없음', '미정', 'なし', '無し', '未定', '未設定'],
  ...[
    'k.a.',
    'k. a.',
    'keine angabe',
    'leer',
    'unbekannt',
    'n/d',
    's/d',
    'sin datos',
    'ninguno',
    'nenhum',
    'não informado',
  ],
  ...['aucun', 'non renseigné', 'n.c.', 'нет данных', 'не указано', 'нет', 'не задано'],
];
const nothing = new Set([...surelyNothing, ...perhapsNothing]);

/** Words that people and programs write where there is no value. */
export function isNullWord(value: string): boolean {
  const word = value.trim();
  return nothing.has(word.toLowerCase()) || (word.startsWith('#') && isErrorCell(word));
}

/** Texts that are empty even in a column of names, in lower case. */
export const emptyTexts: readonly string[] = surelyNothing.filter((word) => word !== '.' && word !== '?');

/** Words that can be names or answers of their own, such as `NA` for North America. */
const ownMeaning = new Set(['na', 'nat', 'unknown', 'tbd', 'unbekannt', '未知']);
/** Texts that are empty where a field names something: an account, a region, a reason. */
export const emptyNames: readonly string[] = [
  ...emptyTexts,
  ...perhapsNothing.filter((word) => !ownMeaning.has(word)),
];
