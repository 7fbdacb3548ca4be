import type { FileKind } from '#shared/model/fields';
import type { ColumnMeaning } from './map-columns';

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
