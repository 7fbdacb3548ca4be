import { type FieldType, fieldsOfKind } from '#shared/model/fields';
import { isDurationField } from './stage-duration';
import type { StagedFile } from './staged-file';

/** A column that no field takes: its own name, free of those that tables use, and the type it was proved to have. */
export type ExtraColumn = { name: string; column: string; type: FieldType };

/** Names that the derived tables use beside the dictionary. */
const reserved = [
  'row',
  'reject_column',
  'reject_value',
  'reject_reason',
  'stage_dates',
  'left_stage',
  'stage_duration',
  'deal_age',
  'key',
  'life',
  'outcome',
  'stage_id',
  'started_at',
  'stage_known_from',
  'next_life_at',
  'settled_at',
  'known_from',
  'observed_from',
  'stage_entered_at',
  'evidence',
  'is_newest_life',
  'file_key',
  'record',
  'amount_origin',
  'amount_own',
  'currency_rate',
  'snapshot_date',
  'versions',
  'file',
  'import',
  'snapshot',
  'not_before',
  'is_missing',
  'missing_since',
];

/** The columns of a file that are kept under their own names. */
export function extraColumns({ kind, columns }: StagedFile): ExtraColumn[] {
  if (kind === null || kind === 'activities') return [];
  const taken = new Set([
    ...reserved,
    ...fieldsOfKind.opportunities.map(({ field }) => field),
    ...fieldsOfKind[kind].map(({ field }) => field),
  ]);
  return columns
    .filter(
      ({ field, stage, keep, type }) =>
        (field === null || isDurationField(field)) && stage === undefined && keep && type !== 'empty',
    )
    .map(({ column, type }) => ({
      name: freeName(column, taken),
      column,
      type: type === 'empty' ? 'text' : type,
    }));
}

function freeName(column: string, taken: Set<string>): string {
  let name = column;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${column} (${n})`;
  taken.add(name.toLowerCase());
  return name;
}
