import type { DamageKind, ProfiledTable } from './damage-kind';

type Limit = { rows: number; of: string; when: (table: ProfiledTable) => boolean };

const always = () => true;

/** Numbers of rows after which a program stops, and for which tables that is plausible. */
const limits: readonly Limit[] = [
  {
    rows: 2000,
    of: 'a Salesforce report shows 2,000 rows',
    when: ({ system, object }) => system === 'salesforce' && object.includes('report'),
  },
  {
    rows: 50_000,
    of: 'Dynamics 365 exports 50,000 rows at a time',
    when: ({ system }) => system === 'dynamics',
  },
  {
    rows: 100_000,
    of: 'Dynamics 365 exports 100,000 rows at a time',
    when: ({ system }) => system === 'dynamics',
  },
  { rows: 65_536, of: 'an old spreadsheet has 65,536 rows', when: always },
  { rows: 1_048_576, of: 'a spreadsheet has 1,048,576 rows', when: always },
];

/** A table that has exactly as many rows as some program can write. */
export const cutTables: DamageKind = async (table) => {
  const { rows, columns } = table;
  const hit = limits.find(
    (limit) =>
      // A sheet has its header among its rows.
      (rows === limit.rows || (limit.when === always && rows === limit.rows - 1)) && limit.when(table),
  );
  if (!hit) return { columns, damage: [] };
  const damage = {
    code: 'table-cut-off',
    message: `The table has exactly ${rows.toLocaleString('en')} rows, and ${hit.of}: the export was probably cut off.`,
    column: null,
    count: rows,
    samples: [],
    mended: false,
    hint: 'Compare the number of deals with the system; export in parts, for example by year, and import all parts.',
  };
  return { columns, damage: [damage] };
};
