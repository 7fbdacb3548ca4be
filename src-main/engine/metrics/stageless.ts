import type { Connection } from '#engine/query/connection';
import type { Warning } from '#shared/results/envelope';

/** Says how many deals have no stage in any file and so count nowhere; nothing where all have one. */
export async function stagelessWarnings(connection: Connection): Promise<Warning[]> {
  const { deals, example } = await connection.one<{ deals: number; example: string | null }>(
    "SELECT count(*) AS deals, min(id) AS example FROM weir.left_out_deal WHERE reason = 'no-stage'",
  );
  if (deals === 0) return [];
  const which =
    deals === 1 ? `1 deal (${example}) has` : `${deals.toLocaleString('en')} deals, such as ${example}, have`;
  return [
    {
      code: 'no-stage',
      message: `${which} no stage in any file and ${deals === 1 ? 'counts' : 'count'} nowhere. Give a stage in the CRM or in the file, and import it again.`,
      details: { deals, example },
    },
  ];
}
