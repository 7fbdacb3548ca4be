import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { ModelThen } from '#shared/results/plan';
import type { WorkspaceFacts } from '../facts';
import { forecast } from '../forecast/forecast';
import type { ForecastContext } from '../forecast/model';
import { toCents } from '../group-by';
import { dealStanding } from './standing';

type Params = Pick<MethodParams<'judgements.add'>, 'period' | 'asOf' | 'field' | 'value' | 'deal'>;

/** What the model says at the moment of a call of the same group or deal, so that both can be held against what comes. */
export async function modelThen(
  connection: Connection,
  facts: WorkspaceFacts,
  { period, asOf, field, value, deal }: Params,
  context: ForecastContext,
): Promise<ModelThen> {
  const asked = { period, asOf, where: [], weight: 'count' as const };
  if (deal !== undefined) return ofDeal(connection, facts, asked, deal, context);
  const told = await forecast(
    connection,
    facts,
    { ...asked, by: field, method: 'auto', seed: 1, drivers: 0 },
    context,
  );
  const row = field === undefined ? told.rows[0] : told.rows.find(({ key }) => key === value);
  if (!row) return { p10: null, p50: null, p90: null, mean: null, method: told.method };
  const { p10, p50, p90, mean } = row;
  return { p10, p50, p90, mean, method: told.method };
}

async function ofDeal(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: { period: string | undefined; asOf: string | undefined; where: never[]; weight: 'count' },
  deal: string,
  context: ForecastContext,
): Promise<ModelThen> {
  const { keys, chances, booked, method } = await dealStanding(connection, facts, asked, context);
  const [found] = await connection.all<{ key: number }>(
    'SELECT key FROM weir.opportunity WHERE id = $deal LIMIT 1',
    { deal },
  );
  const at = keys.indexOf(found?.key ?? -1);
  const mean = at < 0 ? null : toCents((chances[at] ?? 0) * (booked[at] ?? 0));
  return { p10: null, p50: null, p90: null, mean, method };
}
