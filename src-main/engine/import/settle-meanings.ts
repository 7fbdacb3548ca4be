import type { FileKind } from '#shared/model/fields';
import type { ColumnMeaning } from './map-columns';
import { normaliseHeader } from './normalise-header';

/** A table of names without ids: the name is what others refer to. */
export function withKey(meanings: ColumnMeaning[], kind: FileKind): ColumnMeaning[] {
  const hasKeys = kind === 'accounts' || kind === 'products' || kind === 'owners';
  if (!hasKeys || meanings.some(({ field }) => field === 'key')) return meanings;
  return meanings.map((meaning) => (meaning.field === 'name' ? { ...meaning, field: 'key' } : meaning));
}

/** A day of losing without one of winning or closing is the day of closing. */
export function withClosedAt(meanings: ColumnMeaning[]): ColumnMeaning[] {
  if (meanings.some(({ field }) => field === 'closed_at')) return meanings;
  return meanings.map((meaning) =>
    meaning.field === 'lost_at' ? { ...meaning, field: 'closed_at' } : meaning,
  );
}

/** A list without a stage column but with a status: the status is what moves. */
export function withStageOfStatus(meanings: ColumnMeaning[], kind: FileKind): ColumnMeaning[] {
  const told = meanings.some(({ field, stage }) => field === 'stage' || stage !== undefined);
  if (kind !== 'opportunities' || told) return meanings;
  return meanings.map((meaning) =>
    meaning.field === 'status'
      ? {
          ...meaning,
          field: 'stage',
          reason: `${meaning.reason} There is no stage column, so the status serves as the stage.`,
        }
      : meaning,
  );
}

/** `Total Amount Currency` beside `Total Amount` holds the currency of that very amount. */
export function withPairedCurrency(meanings: ColumnMeaning[], kind: FileKind): ColumnMeaning[] {
  const amount = meanings.find(({ field }) => field === 'amount');
  const current = meanings.find(({ field }) => field === 'currency');
  if (kind !== 'opportunities' || !amount || current?.confidence === 1) return meanings;
  const name = normaliseHeader(amount.column);
  const pair = meanings.find(
    ({ column, field, stage }) =>
      (field === null || field === 'currency') &&
      stage === undefined &&
      pairsWith(normaliseHeader(column), name),
  );
  if (!pair || pair === current) return meanings;
  const paired = {
    ...pair,
    field: 'currency',
    confidence: 0.95,
    reason: `“${pair.column}” is the currency of “${amount.column}”.`,
  };
  return meanings.map((meaning) => {
    if (meaning === pair) return paired;
    return meaning === current ? { ...meaning, field: null, reason: 'Kept as an extra field.' } : meaning;
  });
}

function pairsWith(header: string, amount: string): boolean {
  return [
    `${amount}currency`,
    `${amount}currencycode`,
    `currencyof${amount}`,
    `${amount}币种`,
    `${amount}통화`,
  ].includes(header);
}
