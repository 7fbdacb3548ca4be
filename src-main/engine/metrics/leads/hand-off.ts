import type { Connection, Row } from '#engine/query/connection';
import { kaplanMeier, quantile, survivalAt } from '#engine/stats/kaplan-meier';
import { riskTable } from '#engine/stats/risk-table';
import type { HandOff, LeadsCarry } from '#shared/results/leads';
import { constants } from '../constants';
import { sumOf } from '../group-by';
import type { Fragment } from '../scope-sql';

type Waited = Row & { minutes: number; handed: boolean; leads: number };

/** The leads of a question; `whole` ends the names of macros over all leads of all time, and is empty for others. */
export type OfLeads = Fragment & { whole: '' | '_whole' };

/**
 * Minutes until leads are handed over, by Kaplan–Meier with those that still wait as censored; null where nothing says when
 * it was.
 */
export async function handOff(
  connection: Connection,
  args: OfLeads,
  carries: LeadsCarry,
  limit: number,
): Promise<HandOff | null> {
  if (!carries.assigned && !carries.touches) return null;
  const rows = await connection.all<Waited>(
    `SELECT * REPLACE (leads::INTEGER AS leads) FROM weir.hand_off${args.whole}(${args.sql}, by_touch := ${!carries.assigned})`,
    args.params,
  );
  if (rows.length === 0) return null;
  const curve = kaplanMeier(
    riskTable(
      rows.map(({ minutes, handed, leads }) => ({
        t: minutes,
        won: handed ? leads : 0,
        lost: 0,
        censored: handed ? 0 : leads,
      })),
    ),
    { confidence: constants.confidence },
  );
  const median = quantile(curve, 0.5);
  const waiting = survivalAt(curve, limit);
  return {
    limit,
    until: carries.assigned ? 'assigned' : 'touch',
    leads: sumOf(rows, (row) => row.leads),
    waiting: sumOf(rows, (row) => (row.handed ? 0 : row.leads)),
    median: median.value,
    low: median.low,
    high: median.high,
    within: opposite(waiting.value),
    withinLow: opposite(waiting.high),
    withinHigh: opposite(waiting.low),
  };
}

const opposite = (share: number | null) => (share === null ? null : 1 - share);
