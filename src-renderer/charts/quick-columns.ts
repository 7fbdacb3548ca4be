import type { SqlResult } from '#shared/results/metrics';

export type QuickKind = 'bar' | 'line' | 'scatter';
export type ColumnKind = 'number' | 'time' | 'text';

/** Which columns a quick chart shows, by their place in the result: one across, some as marks. */
export type QuickChoice = { kind: QuickKind; x: number; y: readonly number[] };

/** Most columns that are drawn beside each other. */
export const mostSeries = 4;

/** What kind of values each column has, by DuckDB's name of its type. */
export function columnKinds({ columns }: Pick<SqlResult, 'columns'>): ColumnKind[] {
  return columns.map(({ type }) => {
    if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|U?INTEGER|DECIMAL\(.*\)|DOUBLE|FLOAT)$/i.test(type))
      return 'number';
    return /^(DATE|TIMESTAMP.*)$/i.test(type) ? 'time' : 'text';
  });
}

/**
 * The chart that the columns suggest: over time a line, or points where moments come more than
 * once, numbers by a name bars, two numbers points. Null where no number
 * stands beside something to show it by.
 */
export function suggestedChart(result: SqlResult): QuickChoice | null {
  const kinds = columnKinds(result);
  const numbers = kinds.flatMap((kind, at) => (kind === 'number' ? [at] : []));
  const [first, second] = numbers;
  if (first === undefined || result.rows.length === 0) return null;
  if (kinds[0] === 'number' && second !== undefined) return { kind: 'scatter', x: first, y: [second] };
  const time = kinds.indexOf('time');
  const x = time >= 0 ? time : kinds.indexOf('text');
  if (x < 0) return null;
  if (time < 0) return { kind: 'bar', x, y: alike(result, numbers) };
  const isLine = !isRepeated(result, time) || groupColumn(result, time) !== null;
  return isLine ? { kind: 'line', x, y: alike(result, numbers) } : { kind: 'scatter', x, y: [first] };
}

/** More lines than these are not told apart. */
const mostLines = 5;

/** The first text column with few values where those of `x` come more than once: one line each. Null where there is none. */
export function groupColumn(result: SqlResult, x: number): number | null {
  if (!isRepeated(result, x)) return null;
  const group = columnKinds(result).findIndex((kind, at) => {
    if (kind !== 'text' || at === x) return false;
    return new Set(result.rows.map((row) => row[at])).size <= mostLines;
  });
  return group < 0 ? null : group;
}

function isRepeated({ rows }: SqlResult, at: number): boolean {
  return new Set(rows.map((row) => row[at])).size < rows.length;
}

/** The first number and those after it that can share its scale. */
function alike({ rows }: SqlResult, numbers: readonly number[]): number[] {
  const size = (at: number) => Math.max(0, ...rows.map((row) => Math.abs(Number(row[at] ?? 0))));
  const first = size(numbers[0] ?? 0);
  return numbers
    .filter((at, place) => {
      const own = size(at);
      return place === 0 || (own > 0 && own <= first * 20 && first <= own * 20);
    })
    .slice(0, mostSeries);
}

/** As the address holds it: line.0.1-2 */
export function choiceText({ kind, x, y }: QuickChoice): string {
  return `${kind}.${x}.${y.join('-')}`;
}

/** A choice that fits the columns; what does not is the one they suggest. */
export function readChoice(text: string | null, result: SqlResult): QuickChoice | null {
  const suggested = suggestedChart(result);
  const [, kind, x, y = ''] = /^(bar|line|scatter)\.(\d+)\.([\d-]+)$/.exec(text ?? '') ?? [];
  const kinds = columnKinds(result);
  const numbers = y
    .split('-')
    .map(Number)
    .filter((at) => kinds[at] === 'number');
  const across = kinds[Number(x)];
  const fits = across !== undefined && (kind !== 'scatter' || across !== 'text');
  const known = (['bar', 'line', 'scatter'] as const).find((one) => one === kind);
  if (!known || !fits || numbers.length === 0 || suggested === null) return suggested;
  return { kind: known, x: Number(x), y: numbers.slice(0, mostSeries) };
}
