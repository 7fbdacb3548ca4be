import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import {
  type CategoryRow,
  type ForecastCategory,
  forecastCategories,
  type HorizonRow,
  type OutlookPartsAnswer,
} from '#shared/results/outlook';
import { addDays } from '#shared/time/day';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { type ForecastContext, forecastHere } from '../forecast/model';
import { toCents } from '../group-by';
import { type DealStanding, dealStanding } from './standing';

type Params = MethodParams<'metric.outlookParts'>;
type OpenDeal = { key: number; amount: number; expected_close: string | null; category: string | null };

/** Days ahead that deals are sorted into by when they are due; the last reaches five years. */
const horizon = [30, 60, 90, 180, 365, 730, 1825] as const;

/** Open deals by forecast category, with its roll-up, and by when they are due: amounts, and what they bring in the period. */
export async function outlookParts(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  context: ForecastContext = forecastHere,
): Promise<OutlookPartsAnswer> {
  const asOf = params.asOf ?? facts.asOf;
  const standing = await dealStanding(connection, facts, params, context, params.method);
  const statement = { sql: 'FROM weir.open_category($as_of::DATE)', params: { as_of: asOf } };
  const all = await connection.all<OpenDeal>(
    `SELECT key, amount::DOUBLE AS amount, expected_close, category ${statement.sql}`,
    statement.params,
  );
  const known = new Map(all.map((deal) => [deal.key, deal]));
  const deals = Array.from(standing.keys, (key, i) => ({
    ...(known.get(key) ?? { key, amount: 0, expected_close: null, category: null }),
    chance: standing.chances[i] ?? 0,
    expected: (standing.chances[i] ?? 0) * (standing.booked[i] ?? 0),
    due: standing.due[i] === 1,
  }));
  const source = deals.some(({ category }) => categoryOf(category) !== null) ? 'field' : 'chances';
  const sorted = deals.map((deal) => ({
    ...deal,
    inCategory:
      source === 'field' ? (categoryOf(deal.category) ?? 'pipeline') : byChance(deal.chance, deal.due),
  }));
  return {
    ...answer('outlook-parts', facts, params, {
      n: deals.length,
      rows: rollUp(sorted, standing),
      statement,
      warnings: warningsOf(source),
    }),
    period: standing.model.span.period,
    method: standing.method,
    wonToDate: toCents(standing.wonToDate),
    source,
    horizon: horizonRows(sorted, asOf),
  };
}

type Sorted = {
  amount: number | null;
  expected: number;
  expected_close: string | null;
  inCategory: ForecastCategory;
};

/** The categories that CRMs use, in several spellings; null for what is none of them. */
function categoryOf(text: string | null): ForecastCategory | null {
  const word = (text ?? '').toLowerCase().replaceAll(/[^a-z]/g, '');
  if (word === '') return null;
  if (/^(commit|committed|forecast|mostlikely|closed)/.test(word)) return 'commit';
  if (/^(best|upside|probable|stretch)/.test(word)) return 'best-case';
  if (/^(omit|notforecast|exclude)/.test(word)) return 'omitted';
  return /^(pipeline|open|early)/.test(word) ? 'pipeline' : null;
}

function byChance(chance: number, due: boolean): ForecastCategory {
  const { commit, best, omitted } = constants.categoryChances;
  if (chance >= commit) return 'commit';
  if (chance >= best) return 'best-case';
  return chance < omitted && !due ? 'omitted' : 'pipeline';
}

function rollUp(deals: readonly Sorted[], { wonToDate }: DealStanding): CategoryRow[] {
  let [amounts, means] = [toCents(wonToDate), toCents(wonToDate)];
  return forecastCategories.map((category) => {
    const own = deals.filter(({ inCategory }) => inCategory === category);
    const amount = toCents(own.reduce((sum, deal) => sum + (deal.amount ?? 0), 0));
    const expected = toCents(own.reduce((sum, deal) => sum + deal.expected, 0));
    // What is omitted is in no roll-up of amounts; the model knows better than that.
    amounts = toCents(amounts + (category === 'omitted' ? 0 : amount));
    means = toCents(means + expected);
    return { category, deals: own.length, amount, expected, rollUp: amounts, rollUpExpected: means };
  });
}

function horizonRows(deals: readonly Sorted[], asOf: string): HorizonRow[] {
  const row = (
    bucket: string,
    from: string | null,
    until: string | null,
    own: readonly Sorted[],
  ): HorizonRow => ({
    bucket,
    from,
    until,
    deals: own.length,
    amount: toCents(own.reduce((sum, deal) => sum + (deal.amount ?? 0), 0)),
    expected: toCents(own.reduce((sum, deal) => sum + deal.expected, 0)),
  });
  const between = (from: string, until: string | null) =>
    deals.filter(
      ({ expected_close: day }) => day !== null && day >= from && (until === null || day <= until),
    );
  const past = addDays(asOf, -1);
  const ahead = horizon.map((days, i) => {
    const first = addDays(asOf, i === 0 ? 0 : (horizon[i - 1] ?? 0) + 1);
    const last = addDays(asOf, days);
    return row(String(days), first, last, between(first, last));
  });
  const beyond = addDays(asOf, (horizon.at(-1) ?? 0) + 1);
  return [
    row('overdue', null, past, between('0000-01-01', past)),
    ...ahead,
    row('later', beyond, null, between(beyond, null)),
    row(
      'undated',
      null,
      null,
      deals.filter((deal) => deal.expected_close === null),
    ),
  ];
}

function warningsOf(source: 'field' | 'chances'): Warning[] {
  if (source === 'field') return [];
  const { commit, best, omitted } = constants.categoryChances;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const message = `No forecast category is mapped: deals are sorted by their chance in the period (commit from ${percent(commit)}, best case from ${percent(best)}; omitted under ${percent(omitted)} and not due).`;
  return [{ code: 'categories-by-chance', message }];
}
