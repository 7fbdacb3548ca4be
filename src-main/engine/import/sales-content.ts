import type { Evidence } from './recognise-table';
import { outcomeOfWord, usualPlace } from './stage-lexicon';

/** What only pipelines have. */
const ofSales = [
  'opportunity',
  'stage',
  'stage dates',
  'probability',
  'expected_close',
  'loss_reason',
  'is_won',
  'forecast_category',
];
const withoutSales = 0.4;

/**
 * A list with a status, an amount and dates may be invoices or tickets: it counts as opportunities where headers name
 * something that only pipelines have, or where values speak of won, lost and the stages of a sale.
 */
export function salesContent(evidence: Evidence, found: ReadonlyMap<string, { column: string }>): number {
  const shares = ['stage', 'status'].map((field) => shareOfSalesWords(evidence, found.get(field)?.column));
  if (shares.some((share) => share !== null && share > 0.5)) return 1;
  return ofSales.some((field) => found.has(field)) ? 0.97 : withoutSales;
}

/** Share of the distinct values that are words of a sale; null without values. */
function shareOfSalesWords({ headers, rows }: Evidence, column: string | undefined): number | null {
  const index = headers.findIndex(({ name }) => name === column);
  if (index < 0) return null;
  const values = [...new Set(rows.map((row) => row[index]?.trim() ?? ''))].filter((value) => value !== '');
  if (values.length === 0) return null;
  return values.filter(isSalesWord).length / values.length;
}

/** Whether a value is a word for won, for lost or for a stage of a sale. */
export function isSalesWord(value: string): boolean {
  const outcome = outcomeOfWord(value);
  return outcome === 'won' || outcome === 'lost' || usualPlace(value) !== null;
}
