import { filled } from '#engine/query/filled';
import { constants } from '../constants';
import historyPlaceSql from '../sql/history-place.sql?raw';
import limitTrialSql from '../sql/limit-trial.sql?raw';
import openDealSql from '../sql/open-deal.sql?raw';
import pastDueHistorySql from '../sql/past-due-history.sql?raw';
import stageOutcomeSql from '../sql/stage-outcome.sql?raw';
import staleDealSql from '../sql/stale-deal.sql?raw';
import stayLimitSql from '../sql/stay-limit.sql?raw';

/** What a filter keeps on the as-of day. */
const keptKeys = 'SELECT key FROM weir.life(as_of) AS o WHERE keep';

/** As weir.past_due has it, deal by deal. */
function pastDueSql(condition: string): string {
  return `SELECT greatest(from_at::DATE, expected_close + 1) AS due, to_at::DATE AS gone, count(*) AS n
    FROM weir.past_state AS k
    WHERE to_at >= weir.until(as_of) - INTERVAL 336 DAY
        AND from_at < weir.until(as_of)
        AND expected_close < as_of::DATE
        AND expected_close < to_at::DATE
        AND from_at::DATE < to_at::DATE
        AND stage_id IN (SELECT stage_id FROM weir.stage WHERE kind = 'open')
        AND ${condition}
    GROUP BY ALL`;
}

const staleDeals = ['', '_narrow'].map((width) => staleDealSql.replaceAll('{{narrow}}', width));

/** Macros of what is stuck, each after those it calls; weir.health_history comes in both widths besides. */
export const healthMacros: readonly string[] = [
  stayLimitSql
    .replaceAll('{{fewest}}', String(constants.fewestStays))
    .replaceAll('{{drawn}}', String(constants.drawnStays)),
  stageOutcomeSql,
  openDealSql,
  ...staleDeals,
  limitTrialSql,
  filled(pastDueHistorySql, {
    kept: '',
    parameters: 'as_of',
    past: 'SELECT due, gone, n FROM weir.past_due WHERE due <= as_of::DATE AND gone > as_of::DATE - 336',
    condition: 'true',
  }),
  filled(pastDueHistorySql, {
    kept: '_kept',
    parameters: 'as_of, keep := true',
    past: pastDueSql(`key IN (${keptKeys})`),
    condition: `key IN (${keptKeys})`,
  }),
];

/** What the history of checks counts by; called by macros in both widths. */
export const historyPlaceMacros = historyPlaceSql;
