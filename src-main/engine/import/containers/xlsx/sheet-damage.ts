import type { Damage } from '#shared/results/workspace';
import { columnLetters } from './cell-place';
import type { SheetCsv } from './sheet-csv';
import type { SheetPart } from './workbook';

/** What the user should know of how a sheet was kept; nothing of it stops the import. */
export function sheetDamage(sheet: SheetPart, { notes, hiddenRows, head }: SheetCsv): Damage[] {
  const damage: Damage[] = [];
  const add = (code: string, count: number, message: string, hint: string, samples: Damage['samples'] = []) =>
    damage.push({ code, message, column: null, count, samples, mended: false, hint });
  const { errors, uncomputed } = notes;
  if (errors.count > 0) {
    const message = `${number(errors.count)} cells hold an error such as #N/A; they count as empty.`;
    add('error-cells', errors.count, message, 'Mend the formulas and save the workbook.', errors.samples);
  }
  if (uncomputed.count > 0) {
    const message = `${number(uncomputed.count)} formulas have no stored value; they count as empty.`;
    const hint = 'Open the workbook in a spreadsheet, save it and import it again.';
    add('formulas-without-values', uncomputed.count, message, hint, uncomputed.samples);
  }
  if (hiddenRows > 0) {
    const message = `${number(hiddenRows)} rows are hidden in the sheet, for example by a filter; they are read too.`;
    add('hidden-rows', hiddenRows, message, 'Delete them in the sheet where they should not count.');
  }
  const columns = hiddenColumns(notes.hiddenColumns, head);
  if (columns.length > 0) {
    const message = `Columns ${columns.slice(0, 10).join(', ')} are hidden in the sheet; they are read too.`;
    add(
      'hidden-columns',
      columns.length,
      message,
      'Leave them out in the mapping where they should not count.',
    );
  }
  if (sheet.state === 'hidden') {
    add(
      'hidden-sheet',
      1,
      'The sheet is hidden in the workbook; it is read too.',
      'Leave it out where it should not count.',
    );
  }
  return damage;
}

/** Hidden columns with content. Those that Dynamics hides for its own use say so and are no surprise. */
function hiddenColumns(ranges: readonly [number, number][], head: SheetCsv['head']): string[] {
  const width = Math.max(0, ...head.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => ranges.some(([from, to]) => column >= from && column <= to))
    .filter((column) => {
      const cells = head.flatMap((row) => row.cells[column] ?? []);
      return cells.length > 0 && !cells.some((cell) => cell.startsWith('(Do Not Modify)'));
    })
    .map(columnLetters);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
