import { WeirError } from '#shared/contract/errors';
import { matrixSeen } from './matrix-report';
import { isPeriod } from './periods';
import { looksLikeData } from './typed-columns';

/** What spreadsheets write into the corner of a pivot table, in the languages of exports. */
const pivotCorner =
  /^(row labels|column labels|zeilenbeschriftungen|spaltenbeschriftungen|étiquettes de (lignes|colonnes)|etiquetas de (fila|columna)|rótulos de (linha|coluna)|行标签|列标签|행 레이블|열 레이블|行ラベル|列ラベル|названия (строк|столбцов))$/iu;

const rowsToSearch = 200;
const fewestPeriods = 3;

/**
 * Stops where the rows are a report and not a table: a pivot table of a spreadsheet, several cross-tabs below each
 * other, whose columns are months, quarters or years and whose cells are sums, or one with totals. Error: `not-a-table`.
 * A single wide table with one column a month and without totals is left to recognition.
 */
export function refuseReport(name: string, rows: readonly string[][]): void {
  const first = rows.slice(0, rowsToSearch);
  const seen = pivotSeen(first) ?? crossTabsSeen(first) ?? matrixSeen(first);
  if (!seen) return;
  throw new WeirError({
    code: 'not-a-table',
    message: `${name} is a report with sums, not a table with one row a deal: ${seen}.`,
    hint: 'Export the list behind it: in a CRM the details without grouping (Salesforce: “Details Only”), in a spreadsheet the sheet that the pivot table is made of.',
  });
}

function pivotSeen(rows: readonly string[][]): string | null {
  for (const [i, row] of rows.entries()) {
    // Not one that stands to the right of a list.
    const corner = row
      .filter((cell) => cell.trim() !== '')
      .slice(0, 2)
      .find((cell) => pivotCorner.test(cell.trim()));
    if (corner) return `line ${(i + 1).toLocaleString('en')} says “${corner.trim()}”, as pivot tables do`;
  }
  return null;
}

function crossTabsSeen(rows: readonly string[][]): string | null {
  const heads = rows.flatMap((row, i) =>
    isPeriods(row) && rows.slice(i + 1, i + 4).some(areSums) ? [i] : [],
  );
  // The same names again on the next page of one table are no second table.
  const names = new Set(heads.map((i) => rows[i]?.join('\u0000')));
  if (heads.length < 2 || (names.size === 1 && !heads.every((i) => i === 0 || isSparse(rows[i - 1]))))
    return null;
  const lines = heads.slice(0, 3).map((i) => (i + 1).toLocaleString('en'));
  return `tables whose columns are periods begin in lines ${lines.join(', ')}`;
}

/** One or two names, and periods in nearly all other cells. */
function isPeriods(row: readonly string[]): boolean {
  const words = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const periods = words.filter(isPeriod);
  return (
    periods.length >= fewestPeriods &&
    periods.length >= words.length - 3 &&
    new Set(periods).size === periods.length
  );
}

function areSums(row: readonly string[]): boolean {
  const [first = '', ...others] = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return !looksLikeData(first) && others.length >= 2 && others.every(looksLikeData);
}

function isSparse(row: readonly string[] | undefined): boolean {
  return (row ?? []).filter((cell) => cell.trim() !== '').length <= 1;
}
