/** `1.23457E+11`: a spreadsheet shows so many digits and keeps no more of them in a text file. */
const scientific = '\\d([.,]\\d+)?[eE]\\+\\d{2,3}';
/** A spreadsheet keeps 15 digits; those after them are zeros. */
const rounded = '\\d{15}0+';

/** True for ids whose last digits are lost; `rounded` counts long numbers that end in zeros among them. */
export function lostDigitsSql(text: string, withRounded: boolean): string {
  const pattern = withRounded ? `${scientific}|${rounded}` : scientific;
  return `coalesce(regexp_full_match(${text}, '${pattern}'), FALSE)`;
}

export function isRoundedSql(text: string): string {
  return `regexp_full_match(${text}, '${rounded}')`;
}
