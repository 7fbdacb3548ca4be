import type { FileKind } from '#shared/model/fields';
import type { ColumnContent } from './column-content';
import { trackedField } from './history/tracked-field';
import type { ColumnMeaning } from './map-columns';
import { normaliseHeader } from './normalise-header';

/** A table of names without ids: the name is what others refer to. */
export function withKey(meanings: ColumnMeaning[], kind: FileKind): ColumnMeaning[] {
  const hasKeys = kind === 'accounts' || kind === 'products' || kind === 'owners';
  if (!hasKeys || meanings.some(({ field }) => field === 'key')) return meanings;
  return meanings.map((meaning) => (meaning.field === 'name' ? { ...meaning, field: 'key' } : meaning));
}

const firstNames = new Set(['firstname', 'givenname', 'forename', 'vorname', 'prenom', 'имя', '名']);
const lastNames = new Set([
  'lastname',
  'surname',
  'familyname',
  'nachname',
  'sobrenome',
  'apellidos',
  'фамилия',
  '姓',
]);

/** First and last name in columns of their own make up the name; Bitrix24 calls them `NAME` and `LAST_NAME`. */
export function withFullName(meanings: ColumnMeaning[], kind: FileKind): ColumnMeaning[] {
  if (kind !== 'owners' && kind !== 'leads') return meanings;
  const called = (names: ReadonlySet<string>) =>
    meanings.find(
      ({ column, field }) => (field === null || field === 'name') && names.has(normaliseHeader(column)),
    );
  const last = called(lastNames);
  const first = called(firstNames) ?? called(new Set(['name']));
  const current = meanings.find(({ field }) => field === 'name');
  if (!first || !last || (current && current !== first && current !== last)) return meanings;
  const reason = `“${first.column}” and “${last.column}” make up the name.`;
  return meanings.map((meaning) => {
    if (meaning === first) return { ...meaning, field: 'first_name', confidence: 0.9, reason };
    return meaning === last ? { ...meaning, field: 'name', confidence: 0.9, reason } : meaning;
  });
}

/** A day of losing without one of winning or closing is the day of closing. */
export function withClosedAt(meanings: ColumnMeaning[]): ColumnMeaning[] {
  if (meanings.some(({ field }) => field === 'closed_at')) return meanings;
  return meanings.map((meaning) =>
    meaning.field === 'lost_at' ? { ...meaning, field: 'closed_at' } : meaning,
  );
}

/** What won deals brought is the amount where none was expected. */
export function withAmount(meanings: ColumnMeaning[]): ColumnMeaning[] {
  if (meanings.some(({ field }) => field === 'amount')) return meanings;
  return meanings.map((meaning) =>
    meaning.field === 'won_amount' ? { ...meaning, field: 'amount' } : meaning,
  );
}

/** A list without a stage column but with a status: the status is what moves. */
export function withStageOfStatus(meanings: ColumnMeaning[], kind: FileKind): ColumnMeaning[] {
  const told = meanings.some(
    ({ field, stage }) => field === 'stage' || field === 'stage_history' || stage !== undefined,
  );
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

/** A column called a field tells which field changed only where a new value stands beside it or it names the stage. */
export function withoutIdleField(
  meanings: ColumnMeaning[],
  kind: FileKind,
  contents: readonly ColumnContent[],
): ColumnMeaning[] {
  if (kind !== 'stage-history' || meanings.some(({ field }) => field === 'new_value')) return meanings;
  return meanings.map((meaning, i) => {
    const values = contents[i]?.values ?? [];
    if (
      meaning.field !== 'field' ||
      values.length === 0 ||
      values.some((value) => trackedField(value) === 'stage')
    )
      return meaning;
    return { ...meaning, field: null, reason: 'Kept as an extra field.' };
  });
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
