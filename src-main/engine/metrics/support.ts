import { type RiskTable, subjects, supportedAge } from '#engine/stats/risk-table';
import { constants } from './constants';

/**
 * Age up to which a curve is read: the last one with enough deals at risk, or the end of follow-up where there are so
 * few deals that the rule would leave nothing. Null without deals.
 */
export function readableAge(table: RiskTable): number | null {
  const n = subjects(table);
  if (n === 0) return null;
  if (n < constants.smallSample) return table.t.at(-1) ?? null;
  return supportedAge(table, { count: constants.supportCount, share: constants.supportShare });
}
