/** Errors of spreadsheets in the languages they are written in, and `####`, which a column too narrow shows. */
const errors = [
  'N/A|REF!|VALUE!|DIV/0!|NAME\\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|ERROR!|GETTING_DATA',
  'NV|BEZUG!|WERT!|ZAHL!|ÜBERLAUF!|REF|VALEUR!|NOM\\?|NOMBRE!|NUL!|¡REF!|¡VALOR!|¡DIV/0!|¡NUM!|¿NOMBRE\\?|VALOR!|NOME\\?',
  'Н/Д|ССЫЛКА!|ЗНАЧ!|ДЕЛ/0!|ИМЯ\\?|ЧИСЛО!|ПУСТО!',
].join('|');

/** Case does not count. The same for JavaScript and for DuckDB. */
export const errorPattern = `^\\s*(#(${errors})|#{2,})\\s*$`;
const error = new RegExp(errorPattern, 'iu');

/** Whether a cell holds the error of a formula instead of its value. */
export function isErrorCell(cell: string): boolean {
  return error.test(cell);
}
