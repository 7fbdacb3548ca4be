import type { DateOrder } from '#shared/model/mapping';
import type { Decision } from '#shared/results/workspace';
import { rawTable } from './raw-table';
import { columnOf, type Query, type StagedColumn } from './staged-file';
import { presentSql, valueSql } from './value-sql';
import { isAmbiguous, separatorOf } from './values/dates';

export type OrderedDates = { columns: StagedColumn[]; dateOrder: DateOrder | null; decisions: Decision[] };

/**
 * Decides which of two numbers is the day, over the whole file: proved by a number above 12, else by creation
 * coming before closing; otherwise asked. Columns of one file follow each other, unless each is proved apart.
 */
export async function decideDateOrder(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  given: DateOrder | undefined,
): Promise<OrderedDates> {
  const ambiguous = columns.filter(isUndecided);
  if (ambiguous.length === 0) return { columns: [...columns], dateOrder: isoOrder(columns), decisions: [] };
  if (given && given !== 'ymd')
    return { columns: withOrder(columns, () => given), dateOrder: given, decisions: [] };
  const proofs = await proofsOf(query, raw, ambiguous);
  const proved = [...new Set(proofs.map(({ order }) => order).filter((order) => order !== null))];
  const mixed = proofs.find(
    ({ order, dayFirst, monthFirst }) => order === null && dayFirst > 0 && monthFirst > 0,
  );
  if (mixed)
    return { columns: withOrder(columns, () => null), dateOrder: null, decisions: [mixedDecision(mixed)] };
  const [only] = proved;
  if (proved.length === 1 && only)
    return { columns: withOrder(columns, () => only), dateOrder: only, decisions: [] };
  const byName = new Map(proofs.map(({ column, order }) => [column, order]));
  if (proved.length === 2) {
    const open = proofs.filter(({ order, differing }) => order === null && differing > 0);
    const decisions = open.map((proof) => askDecision(proof));
    return { columns: withOrder(columns, (name) => byName.get(name) ?? null), dateOrder: null, decisions };
  }
  const differing = proofs.filter((proof) => proof.differing > 0);
  if (differing.length === 0)
    return { columns: withOrder(columns, () => 'dmy'), dateOrder: 'dmy', decisions: [] };
  const sequence = await orderBySequence(query, raw, columns);
  if (sequence) return { columns: withOrder(columns, () => sequence), dateOrder: sequence, decisions: [] };
  return {
    columns: withOrder(columns, () => null),
    dateOrder: null,
    decisions: [askDecision(differing[0]!)],
  };
}

function isUndecided({ format, keep }: StagedColumn): boolean {
  return keep && 'shapes' in format && format.shapes.some(isAmbiguous);
}

function isoOrder(columns: readonly StagedColumn[]): DateOrder | null {
  return columns.some(({ format, type }) => 'shapes' in format && type !== 'empty') ? 'ymd' : null;
}

function withOrder(
  columns: readonly StagedColumn[],
  orderOf: (name: string) => DateOrder | null,
): StagedColumn[] {
  return columns.map((column) =>
    isUndecided(column) && 'shapes' in column.format
      ? { ...column, format: { ...column.format, order: orderOf(column.column) } }
      : column,
  );
}

type Proof = {
  column: string;
  order: DateOrder | null;
  /** Values that only day-month, only month-day reads, and values where it matters at all. */
  dayFirst: number;
  monthFirst: number;
  differing: number;
  example: string;
};

async function proofsOf(query: Query, raw: string, columns: readonly StagedColumn[]): Promise<Proof[]> {
  const parts = columns.flatMap((column, i) => {
    const { first, second } = numbersSql(column);
    return [
      `count(*) FILTER (${first} BETWEEN 13 AND 31 AND ${second} BETWEEN 1 AND 12) AS day_first_${i}`,
      `count(*) FILTER (${second} BETWEEN 13 AND 31 AND ${first} BETWEEN 1 AND 12) AS month_first_${i}`,
      `count(*) FILTER (${first} <> ${second}) AS differing_${i}`,
      `min(${presentSql(column)}) FILTER (${first} <> ${second}) AS example_${i}`,
    ];
  });
  const [row = {}] = await query(`SELECT ${parts.join(',\n  ')}\nFROM ${rawTable(raw)}`);
  return columns.map(({ column }, i) => {
    const dayFirst = Number(row[`day_first_${i}`] ?? 0);
    const monthFirst = Number(row[`month_first_${i}`] ?? 0);
    const order = dayFirst > 0 && monthFirst === 0 ? 'dmy' : monthFirst > 0 && dayFirst === 0 ? 'mdy' : null;
    const example = String(row[`example_${i}`] ?? '');
    return { column, order, dayFirst, monthFirst, differing: Number(row[`differing_${i}`] ?? 0), example };
  });
}

/** The first two numbers of a date, as integers; NULL for texts of another shape. */
function numbersSql(column: StagedColumn): { first: string; second: string } {
  const shape = 'shapes' in column.format ? (column.format.shapes.find(isAmbiguous) ?? '%1/%2') : '%1/%2';
  const text = presentSql(column);
  const part = (n: number) => `TRY_CAST(split_part(${text}, '${separatorOf(shape)}', ${n}) AS INTEGER)`;
  return { first: part(1), second: part(2) };
}

/** Deals close after they are made: the order under which that fails while it never does under the other is wrong. */
async function orderBySequence(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<DateOrder | null> {
  const created = columnOf(columns, 'created_at');
  const closed = columnOf(columns, 'closed_at') ?? columnOf(columns, 'close');
  if (!created || !closed) return null;
  const violations = (order: DateOrder) => {
    const [from, to] = withOrder([created, closed], () => order);
    return `count(*) FILTER (${valueSql(from!, 'DATE')} > ${valueSql(to!, 'DATE')})`;
  };
  const [row] = await query(
    `SELECT ${violations('dmy')} AS dmy, ${violations('mdy')} AS mdy FROM ${rawTable(raw)}`,
  );
  const dmy = Number(row?.dmy ?? 0);
  const mdy = Number(row?.mdy ?? 0);
  if (dmy === 0 && mdy >= enoughViolations) return 'dmy';
  return mdy === 0 && dmy >= enoughViolations ? 'mdy' : null;
}

/** One or two deals closed before they were made can be mistakes of typing. */
const enoughViolations = 3;

const choices: Decision['choices'] = [
  { value: 'dmy', label: 'Day first, as in 31/12/2024', map: { dateOrder: 'dmy' } },
  { value: 'mdy', label: 'Month first, as in 12/31/2024', map: { dateOrder: 'mdy' } },
];

function askDecision({ column, example }: Proof): Decision {
  return {
    code: 'date-order',
    column,
    message: `Dates like ${example} in “${column}” can be read with the day or the month first, and nothing in the file tells which.`,
    choices,
  };
}

function mixedDecision({ column, dayFirst, monthFirst }: Proof): Decision {
  return {
    code: 'date-order',
    column,
    message: `“${column}” has ${dayFirst} dates with the day first and ${monthFirst} with the month first; those of the other order will be left empty.`,
    choices,
  };
}
