import { filled } from '#engine/query/filled';
import { constants } from '../constants';
import historyPlaceSql from '../sql/history-place.sql?raw';
import limitTrialSql from '../sql/limit-trial.sql?raw';
import openDealSql from '../sql/open-deal.sql?raw';
import pastDueHistorySql from '../sql/past-due-history.sql?raw';
import pastDueKeptSql from '../sql/past-due-kept.sql?raw';
import stageOutcomeSql from '../sql/stage-outcome.sql?raw';
import standingDealSql from '../sql/standing-deal.sql?raw';
import stayLimitSql from '../sql/stay-limit.sql?raw';

/** Macros of what is stuck, each after those it calls; weir.health_history comes in both widths besides. */
export const healthMacros: readonly string[] = [
  stayLimitSql
    .replaceAll('{{fewest}}', String(constants.fewestStays))
    .replaceAll('{{drawn}}', String(constants.drawnStays)),
  stageOutcomeSql,
  openDealSql,
  standingDealSql,
  limitTrialSql,
  pastDueKeptSql,
  filled(pastDueHistorySql, {
    kept: '',
    parameters: 'as_of',
    past: 'weir.past_due',
    condition: 'true',
  }),
  filled(pastDueHistorySql, {
    kept: '_kept',
    parameters: 'as_of, keep := true',
    past: 'weir.past_due_kept(as_of, keep := keep)',
    condition: 'key IN (SELECT key FROM weir.life(as_of) AS o WHERE keep)',
  }),
];

/** What the history of checks counts by; called by macros in both widths. */
export const historyPlaceMacros = historyPlaceSql;
