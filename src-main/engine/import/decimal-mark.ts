import type { Decision } from '#shared/results/workspace';
import type { ColumnContent } from './column-content';
import type { ColumnMeaning } from './map-columns';
import { decimalOf, looksNumeric } from './values/numbers';

export type DecimalDecision = { decimal: '.' | ',' | null; decisions: Decision[] };

/**
 * The decimal mark of a file: the user's, else what any number column proves, else what the delimiter suggests (`;`
 * comes with a decimal comma). When every mark in the amounts stands before exactly three digits, nothing tells
 * `1.054` the thousand from `1.054` the fraction, and it is asked.
 */
export function decideDecimal(
  contents: readonly ColumnContent[],
  meanings: readonly ColumnMeaning[],
  delimiter: string,
  given: '.' | ',' | undefined,
): DecimalDecision {
  if (given) return { decimal: given, decisions: [] };
  const numeric = contents.filter((content) => content.numeric > 0.5 && content.dates < 0.5);
  const marks = numeric
    .map(({ values }) => decimalOf(values.filter(looksNumeric)))
    .filter((mark) => mark !== null);
  if (marks.length > 0) {
    const commas = marks.filter((mark) => mark === ',').length;
    return { decimal: commas * 2 > marks.length ? ',' : '.', decisions: [] };
  }
  if (delimiter === ';') return { decimal: ',', decisions: [] };
  const amount = contents.find(
    ({ index }) => meanings[index]?.field === 'amount' || meanings[index]?.field === 'list_price',
  );
  const dotted = amount?.values.filter((value) => /\d\.\d{3}(?!\d)/.test(value)) ?? [];
  return { decimal: '.', decisions: amount && dotted.length > 0 ? [ask(amount.name, dotted[0] ?? '')] : [] };
}

function ask(column: string, example: string): Decision {
  const digits = example.replace(/[^\d.]/g, '');
  return {
    code: 'decimal',
    column,
    message: `${example} in “${column}” can be a thousand with a grouping point or a fraction, and nothing in the file tells which.`,
    choices: [
      { value: ',', label: `${digits} is ${digits.replaceAll('.', '')}`, map: { decimal: ',' } },
      {
        value: '.',
        label: `${digits} is a little more than ${Math.floor(Number(digits))}`,
        map: { decimal: '.' },
      },
    ],
  };
}
