import type { DateOrder } from '#shared/model/mapping';
import type { Decision } from '#shared/results/workspace';
import { isUndecided, orderBySequence, type Proof, proofsOf, withOrder } from './date-proofs';
import type { Query, StagedColumn } from './staged-file';
import { hasShortYear } from './values/dates';

export type OrderedDates = { columns: StagedColumn[]; dateOrder: DateOrder | null; decisions: Decision[] };

/**
 * Decides which of two numbers is the day, over the whole file: proved by a number above 12 or a weekday, else by
 * creation coming before closing; otherwise asked. Columns of one file follow each other, unless each is proved apart.
 */
export async function decideDateOrder(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
  given: DateOrder | undefined,
): Promise<OrderedDates> {
  const ambiguous = columns.filter(isUndecided);
  if (ambiguous.length === 0) return { columns: [...columns], dateOrder: isoOrder(columns), decisions: [] };
  if (given && (given !== 'ymd' || ambiguous.every(mayStartWithYear))) return all(columns, given);
  const proofs = await proofsOf(query, raw, ambiguous);
  const mixed = proofs.find(
    ({ order, dayFirst, monthFirst }) => order === null && dayFirst > 0 && monthFirst > 0,
  );
  if (mixed) return asked(columns, [mixedDecision(mixed)]);
  const proved = [...new Set(proofs.map(({ order }) => order).filter((order) => order !== null))];
  const [only] = proved;
  const open = proofs.filter(({ order, differing }) => order === null && differing > 0);
  if (proved.length === 1 && only && (only !== 'ymd' || open.every(({ yearUnsure }) => yearUnsure)))
    return all(columns, only);
  if (proved.length > 1) {
    const byName = new Map(proofs.map(({ column, order }) => [column, order]));
    const decisions = open.map((proof) => askDecision(proof));
    return { columns: withOrder(columns, (name) => byName.get(name) ?? null), dateOrder: null, decisions };
  }
  if (open.length === 0) return all(columns, 'dmy');
  const unsure = open.find(({ yearUnsure }) => yearUnsure);
  if (unsure) return asked(columns, [askDecision(unsure)]);
  const sequence = await orderBySequence(query, raw, columns);
  return sequence ? all(columns, sequence) : asked(columns, [askDecision(open[0]!)]);
}

function all(columns: readonly StagedColumn[], order: DateOrder): OrderedDates {
  return { columns: withOrder(columns, () => order), dateOrder: order, decisions: [] };
}

function asked(columns: readonly StagedColumn[], decisions: Decision[]): OrderedDates {
  return { columns: withOrder(columns, () => null), dateOrder: null, decisions };
}

function mayStartWithYear({ format }: StagedColumn): boolean {
  return 'shapes' in format && format.shapes.some(hasShortYear);
}

function isoOrder(columns: readonly StagedColumn[]): DateOrder | null {
  return columns.some(({ format, type }) => 'shapes' in format && type !== 'empty') ? 'ymd' : null;
}

const choices: Decision['choices'] = [
  { value: 'dmy', label: 'Day first, as in 31/12/2024', map: { dateOrder: 'dmy' } },
  { value: 'mdy', label: 'Month first, as in 12/31/2024', map: { dateOrder: 'mdy' } },
];
const yearFirst = { value: 'ymd', label: 'Year first, as in 24/12/31', map: { dateOrder: 'ymd' as const } };

function askDecision({ column, example, yearUnsure }: Proof): Decision {
  const ways = yearUnsure ? 'the day, the month or the year first' : 'the day or the month first';
  return {
    code: 'date-order',
    column,
    message: `Dates like ${example} in “${column}” can be read with ${ways}, and nothing in the file tells which.`,
    choices: yearUnsure ? [...choices, yearFirst] : choices,
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
