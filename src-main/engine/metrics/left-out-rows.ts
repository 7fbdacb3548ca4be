import type { Connection } from '#engine/query/connection';
import type { Warning } from '#shared/results/envelope';

type Found = { kind: string; rows: number; names: number; example: string; deals: number };

/** Says how many rows of logs and activities name a deal by a name that several have; nothing where all are clear. */
export async function leftOutRows(connection: Connection): Promise<Warning[]> {
  const found = await connection.all<Found>(`
    SELECT kind, count(*) AS rows, count(DISTINCT lower(trim(name))) AS names,
      arg_max(name, (deals, name)) AS example, max(deals) AS deals
    FROM weir.left_out_row
    WHERE kind <> 'stage-date'
    GROUP BY kind
    ORDER BY kind`);
  return found.map(({ kind, rows, names, example, deals }) => {
    const which = `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} of ${kind === 'activities' ? 'activities name' : 'a stage history name'} deals`;
    const shared = `by ${names === 1 ? 'a name' : `${names.toLocaleString('en')} names`} that several deals have (“${example}”: ${deals.toLocaleString('en')} deals)`;
    const so = kind === 'activities' ? 'They belong to no deal.' : 'They are left out.';
    return {
      code: 'shared-names',
      message: `${which} ${shared}. ${so} Export the file again with the id of the deal.`,
      details: { kind, rows, names, example, deals },
    };
  });
}
