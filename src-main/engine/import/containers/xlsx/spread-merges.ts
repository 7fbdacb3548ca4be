import type { Merge } from './cell-place';
import type { SheetRow } from './scan-sheet';

/** Rows in which a header may stand. */
export const headRows = 60;

/**
 * Writes the text of merged cells into the cells they cover, as a table needs it: down where it says the same of
 * several rows (numbers stay alone, or they would be added up several times), and to the right only in the last row
 * of a header. A title above the table stays in one cell, or it would pass for a header.
 */
export function mergeSpreader(merges: readonly Merge[], typedRows: ReadonlySet<number>) {
  const coming = [...merges].sort((a, b) => b.top - a.top);
  let active: { merge: Merge; text: string | undefined }[] = [];

  return (row: SheetRow): SheetRow => {
    active = active.filter(({ merge }) => merge.bottom >= row.row);
    for (let next = coming.at(-1); next && next.top <= row.row; next = coming.at(-1)) {
      coming.pop();
      if (next.bottom < row.row) continue;
      const own = next.top === row.row && !row.typed[next.left] ? row.cells[next.left] : undefined;
      active.push({ merge: next, text: own });
    }
    if (active.length === 0) return row;
    const filled = row.cells.filter((cell) => cell !== undefined).length;
    for (const { merge, text } of active) {
      if (text === undefined) continue;
      row.cells[merge.left] ??= text;
      const inHead = merge.bottom === row.row && row.row <= headRows && typedRows.has(row.row + 1);
      if (!inHead || filled < 2) continue;
      for (let column = merge.left + 1; column <= merge.right; column++) row.cells[column] ??= text;
    }
    return row;
  };
}
