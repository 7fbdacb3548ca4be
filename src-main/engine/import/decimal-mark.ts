import type { Decision } from '#shared/results/workspace';
import { identifier } from '../query/sql-text';
import type { ColumnContent } from './column-content';
import type { ColumnMeaning } from './map-columns';
import { rawTable } from './raw-table';
import type { Query } from './staged-file';
import { decimalOf, looksNumeric, numberFormat } from './values/numbers';

type Mark = '.' | ',';
export type DecimalDecision = { decimal: Mark | null; decisions: Decision[] };

/** What else than numbers tells of the decimal mark of a file. */
export type DecimalClues = {
  delimiter: string;
  /** Language of the headers. */
  language: string;
  given: Mark | undefined;
};

/**
 * The decimal mark of a file: the user's, else what any number column proves, in the sample or in the amounts of the
 * whole file, else what its currency, delimiter or language writes. When every mark in the amounts stands before
 * exactly three digits and none of these helps, nothing tells `1.054` the thousand from `1.054` the fraction, and it
 * is asked.
 */
export async function decideDecimal(
  query: Query,
  raw: string,
  contents: readonly ColumnContent[],
  meanings: readonly ColumnMeaning[],
  { delimiter, language, given }: DecimalClues,
): Promise<DecimalDecision> {
  if (given) return { decimal: given, decisions: [] };
  const numeric = contents.filter((content) => content.numeric > 0.5 && content.dates < 0.5);
  const marks = numeric
    .map(({ values }) => decimalOf(values.filter(looksNumeric)))
    .filter((mark) => mark !== null);
  if (marks.length > 0) {
    const commas = marks.filter((mark) => mark === ',').length;
    return { decimal: commas * 2 > marks.length ? ',' : '.', decisions: [] };
  }
  const amount = contents.find(
    ({ index }) => meanings[index]?.field === 'amount' || meanings[index]?.field === 'list_price',
  );
  const unsure = amount?.values.filter((value) => /\d[.,]\d{3}(?!\d)/.test(value)) ?? [];
  const usual: Mark = delimiter === ';' || writesComma.has(language) ? ',' : '.';
  const [example] = unsure;
  if (!amount || !example) return { decimal: usual, decisions: [] };
  const proved = (await provedByAll(query, raw, amount.name)) ?? ofCurrency(unsure);
  if (proved) return { decimal: proved, decisions: [] };
  // The mark that groups where the file comes from is taken for one; the other can be either.
  const either = unsure.find((value) => value.includes(usual));
  return { decimal: usual, decisions: either ? [ask(amount.name, either, usual)] : [] };
}

const writesComma = new Set([
  'de',
  'es',
  'pt',
  'fr',
  'ru',
  'it',
  'nl',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'tr',
]);

/** Amounts of the whole column that only one mark reads. */
async function provedByAll(query: Query, raw: string, name: string): Promise<Mark | null> {
  const column = identifier(name);
  const count = (decimal: string, group: string) =>
    `count(*) FILTER (regexp_matches(${column}, '${decimal}(\\d{1,2}|\\d{4,})(\\D*$)|(^|\\D)0${decimal}|${group}\\d{3}${group}|${group}\\d{3}${decimal}'))`;
  const [row] = await query(
    `SELECT ${count('\\.', ',')} AS dots, ${count(',', '\\.')} AS commas FROM ${rawTable(raw)}`,
  );
  const [dots, commas] = [Number(row?.dots ?? 0), Number(row?.commas ?? 0)];
  return dots === commas ? null : dots > commas ? '.' : ',';
}

/** Currencies without cents have no decimal mark, so the mark groups; some others are written with a comma wherever used. */
function ofCurrency(values: readonly string[]): Mark | null {
  const { currency } = numberFormat(values, null);
  const mark = values.some((value) => value.includes(',')) ? ',' : '.';
  if (currency && withoutCents.has(currency)) return mark === ',' ? '.' : ',';
  return currency && withComma.has(currency) ? ',' : null;
}

const withoutCents = new Set(['KRW', 'JPY', 'VND', 'CLP']);
const withComma = new Set(['BRL', 'PLN', 'CZK', 'RUB', 'SEK', 'NOK', 'DKK', 'TRY', 'UAH', 'BGN']);

function ask(column: string, example: string, mark: Mark): Decision {
  const digits = example.replace(/[^\d.,]/g, '');
  const whole = digits.replace(/[.,]/g, '');
  const [start = ''] = digits.split(mark);
  return {
    code: 'decimal',
    column,
    message: `${example} in “${column}” can be a thousand with a grouping ${mark === '.' ? 'point' : 'comma'} or a fraction, and nothing in the file tells which.`,
    choices: [
      {
        value: mark === '.' ? ',' : '.',
        label: `${digits} is ${whole}`,
        map: { decimal: mark === '.' ? ',' : '.' },
      },
      { value: mark, label: `${digits} is a little more than ${start}`, map: { decimal: mark } },
    ],
  };
}
