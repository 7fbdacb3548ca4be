import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { identifier } from '#engine/query/sql-text';
import { opportunityFields } from '#shared/model/fields';
import type { DeriveSource } from './derive';
import { lookupKinds } from './lookups';
import opportunitySql from './opportunity.sql?raw';

/** Names that the derived table uses for itself beside the fields of the dictionary. */
const reserved = [
  ...opportunityFields.map((field) => field.field),
  ...['key', 'life', 'outcome', 'stage_id', 'started_at', 'known_from', 'stage_known_from', 'observed_from'],
  ...[
    'stage_entered_at',
    'next_life_at',
    'settled_at',
    'evidence',
    'is_newest_life',
    'file_key',
    'record',
    'amount_origin',
    'amount_own',
    'currency_rate',
  ],
  ...[
    'snapshot_date',
    'versions',
    'stage_dates',
    'left_stage',
    'stage_duration',
    'deal_age',
    'not_before',
    'is_missing',
    'missing_since',
    'is_whole',
  ],
];

/** A column that a joined file adds to the deal. */
type Joined = { table: string; column: string; prefix: string; wanted: string };

/** weir.opportunity with the export's own columns (`own`) and those of joined files, and the views on it. */
export async function createOpportunities(
  connection: Connection,
  own: string[],
  sources: DeriveSource[],
): Promise<void> {
  const taken = new Set([...reserved, ...own].map((name) => name.toLowerCase()));
  const columns = [
    ...own.map((name) => `w.${identifier(name)}`),
    ...joinedColumns(sources).map(
      ({ table, column, prefix, wanted }) =>
        `${table}.${identifier(column)} AS ${identifier(freeName(wanted, prefix, taken))}`,
    ),
  ];
  await connection.exec(
    filled(opportunitySql, { extras: columns.map((column) => `, ${column}`).join('\n    ') }),
  );
}

function joinedColumns(sources: DeriveSource[]): Joined[] {
  return lookupKinds.flatMap(({ kind, row, prefix, fields }) => {
    const files = sources.filter((source) => source.kind === kind);
    const extras = [...new Set(files.flatMap((file) => file.extras.map((extra) => extra.name)))];
    return [
      ...extras.map((column) => ({ table: row, column, prefix, wanted: column })),
      ...overruled(sources, files, fields).map(([field, wanted]) => ({
        table: row,
        column: field,
        prefix,
        wanted,
      })),
    ];
  });
}

/** Fields that another file says first, e.g. the region of the account beside that of the owner: kept by their header. */
function overruled(
  sources: DeriveSource[],
  files: DeriveSource[],
  fields: readonly string[],
): [string, string][] {
  return fields.flatMap((field) => {
    const header = files.map((file) => file.columns[field]).find((name) => name !== undefined);
    const first = ['opportunities', 'owners', 'accounts', 'products'].find((kind) =>
      sources.some((source) => source.kind === kind && source.columns[field] !== undefined),
    );
    const shared = field === 'segment' || field === 'region' || field === 'team';
    return header && shared && first !== files[0]?.kind ? [[field, header] as [string, string]] : [];
  });
}

function freeName(column: string, prefix: string, taken: Set<string>): string {
  let name = column;
  for (let n = 1; taken.has(name.toLowerCase()); n++) {
    name = n === 1 ? `${prefix} ${column}` : `${prefix} ${column} ${n}`;
  }
  taken.add(name.toLowerCase());
  return name;
}
