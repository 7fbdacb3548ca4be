/** Column of a reference such as `AB12`, from 0; -1 when it names none. */
export function columnOfCell(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > 1e6) break;
  }
  return column - 1;
}

/** A rectangle of cells that show the value of their first one; columns from 0, rows from 1, ends included. */
export type Merge = { top: number; bottom: number; left: number; right: number };

/** The rectangle of `A1:C2`; null when it is none, or one cell. */
export function mergeOf(reference: string): Merge | null {
  const [from, to] = reference.split(':');
  if (from === undefined || to === undefined) return null;
  const merge = {
    top: rowOfCell(from),
    bottom: rowOfCell(to),
    left: columnOfCell(from),
    right: columnOfCell(to),
  };
  const valid = merge.top > 0 && merge.left >= 0 && merge.bottom >= merge.top && merge.right >= merge.left;
  return valid ? merge : null;
}

function rowOfCell(reference: string): number {
  return Number(/\d+$/.exec(reference)?.[0] ?? 0);
}

/** Letters of a column, from 0. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}
