import { isFilled } from '../rows';
import { readDate } from '../values/dates';

/** Names of columns for rows that are longer than their header. */
export type RaggedRows = { header: number; names: string[] };

const mostBefore = 4;

/**
 * Exports of the history of a property may write each row as long as its history is, under a header that names the
 * first values only. Finds such rows by the times that come again and again in them, and names the columns.
 */
export function raggedRows(rows: readonly string[][]): RaggedRows | null {
  const header = rows.findIndex(isFilled);
  const names = rows[header] ?? [];
  const data = rows.slice(header + 1).filter(isFilled);
  const longest = Math.max(...data.map((row) => row.length));
  if (!/\bid$/i.test(names[0]?.trim() ?? '') || longest <= names.length) return null;
  if (names.some((name) => name.trim() === '' || readDate(name))) return null;
  for (const period of [2, 3, 4]) {
    for (let start = 1; start <= mostBefore; start++) {
      const at = timesIn(data, start, period);
      if (at !== null) return { header, names: namesOf(names, { start, period, at, longest }) };
    }
  }
  return null;
}

/** Where in a period the times are, if they stand there in every row, and nowhere else. */
function timesIn(data: readonly string[][], start: number, period: number): number | null {
  const parts = Array.from({ length: period }, (_, i) => i);
  const columns = parts.map((part) =>
    data.flatMap((row) => row.filter((_, i) => i >= start && (i - start) % period === part)),
  );
  const timed = columns.map((cells) => cells.filter((cell) => cell.trim() !== '').map(isTime));
  const always = parts.filter((part) => timed[part]!.length > data.length && timed[part]!.every(Boolean));
  const [at] = always;
  const others = timed.filter((_, part) => part !== at);
  const before = data.every((row) => row.slice(0, start).every((cell) => !isTime(cell)));
  return always.length === 1 && at !== undefined && before && others.every((cells) => !cells.some(Boolean))
    ? at
    : null;
}

function isTime(cell: string): boolean {
  return readDate(cell.trim(), true)?.hasTime ?? false;
}

type Layout = { start: number; period: number; at: number; longest: number };

/** The header as far as it goes; then what it calls the parts of the first value, numbered. */
function namesOf(header: readonly string[], { start, period, at, longest }: Layout): string[] {
  const first = at === 0 ? 1 : 0;
  const parts = Array.from({ length: period }, (_, i) => {
    const given = header[start + i]?.trim();
    return (
      given || (i === at ? 'Timestamp' : i === first ? 'Value' : `Source ${String.fromCharCode(64 + i)}`)
    );
  });
  return Array.from({ length: longest }, (_, i) => {
    const n = Math.floor((i - start) / period) + 1;
    const given = header[i]?.trim();
    return i < start || (given && n === 1)
      ? given || `column_${i + 1}`
      : `${parts[(i - start) % period]} ${n}`;
  });
}
