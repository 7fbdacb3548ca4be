import type { Connection } from '#engine/query/connection';
import { changeMacros } from './change-macros';
import { lifeQuery } from './life-query';
import byMonthSql from './sql/by-month.sql?raw';
import cleanUpSql from './sql/clean-up.sql?raw';
import cleanUpNarrowSql from './sql/clean-up-narrow.sql?raw';
import clockSql from './sql/clock.sql?raw';
import closedRiskSql from './sql/closed-risk.sql?raw';
import compareSql from './sql/compare.sql?raw';
import dealSql from './sql/deal.sql?raw';
import findingSql from './sql/finding.sql?raw';
import flowSql from './sql/flow.sql?raw';
import funnelSql from './sql/funnel.sql?raw';
import funnelLifeSql from './sql/funnel-life.sql?raw';
import lossReasonSql from './sql/loss-reason.sql?raw';
import narrowSql from './sql/narrow.sql?raw';
import outcomeRiskSql from './sql/outcome-risk.sql?raw';
import pathSql from './sql/path.sql?raw';
import pipelineSql from './sql/pipeline.sql?raw';
import stageRiskNarrowSql from './sql/stage-risk-narrow.sql?raw';
import timeInStageSql from './sql/time-in-stage.sql?raw';
import velocitySql from './sql/velocity.sql?raw';
import winRateSql from './sql/win-rate.sql?raw';
import { momentSql, tickLength, tickSql } from './tick';

export type MacroOptions = {
  /** day: the data has dates only; instant: it has times. */
  clock: 'day' | 'instant';
  /** Count ages in quarters of a day instead of exactly. */
  coarse: boolean;
  /** Day of the last change in the data. */
  latest: string;
};

/** Puts the metric macros into the workspace, where any DuckDB client finds them. */
export async function installMacros(connection: Connection, options: MacroOptions): Promise<void> {
  await connection.exec(
    clockSql
      .replaceAll('{{clock}}', options.clock)
      .replaceAll('{{tick}}', tickSql(options.coarse))
      .replaceAll('{{moment}}', momentSql(options.coarse))
      .replaceAll('{{tick_length}}', String(tickLength(options.coarse)))
      .replaceAll('{{latest}}', options.latest),
  );
  await connection.exec(narrowSql);
  await connection.exec(dealSql.replace('{{life}}', () => lifeQuery('weir.lives', 'as_of')));
  for (const sql of [
    winRateSql,
    outcomeRiskSql,
    byMonthSql,
    funnelLifeSql,
    velocitySql,
    closedRiskSql,
    flowSql,
    pathSql,
    compareSql,
  ]) {
    const start = sql === outcomeRiskSql ? 'coalesce(start_at, o.started_at)::TIMESTAMP' : 'o.started_at';
    await connection.exec(variant(sql, { ...wide, start }));
    await connection.exec(variant(sql, { ...narrow, start }));
  }
  for (const parts of [narrow, lasting]) {
    await connection.exec(variant(stageRiskNarrowSql, { ...parts, start: '' }));
  }
  for (const sql of [outcomeRiskSql, closedRiskSql]) {
    await connection.exec(variant(sql, { ...lasting, start: '' }));
  }
  await connection.exec(cleanUpSql.replace('{{life}}', () => lifeQuery('weir.clean_up_deal', 'as_of')));
  for (const { narrow: name, move, step } of [
    { narrow: '_narrow', move: 'clean_up_move_at(as_of)', step: 'clean_up_step_at(as_of)' },
    { narrow: '_lasting', move: 'clean_up_move', step: 'clean_up_step' },
  ]) {
    await connection.exec(
      cleanUpNarrowSql
        .replaceAll('{{narrow}}', name)
        .replaceAll('{{move}}', move)
        .replaceAll('{{step}}', step),
    );
  }
  for (const sql of [funnelSql, timeInStageSql, pipelineSql, findingSql, lossReasonSql, ...changeMacros])
    await connection.exec(sql);
}

/**
 * The same macro over all fields of a deal, or as NAME_narrow over those that the narrow tables carry: `life` is what it
 * reads, `counted` the columns of weir.narrow_life in it, `steps` those of weir.reach.
 */
type Variant = {
  narrow: string;
  key: string;
  life: string;
  reach: string;
  counted: string;
  steps: string;
  settled_since: string;
};

/** `start` is where the clock of a deal starts. */
function variant(sql: string, parts: Variant & { start: string }): string {
  return Object.entries(parts).reduce(
    (text, [name, part]) => text.replaceAll(`{{${name}}}`, () => part),
    sql,
  );
}

const narrow: Variant = {
  narrow: '_narrow',
  // As it is: words of a list are read some times faster than text.
  key: 'weir.word_of(key)',
  life: 'narrow_life_at',
  reach: 'reach_at',
  counted: 'o.fate, o.started, o.closed, o.age, o.entry_age, o.amount',
  steps: `SELECT o.key AS deal, dim AS key, o.* EXCLUDE (key)
    FROM weir.reach_at(as_of) AS o
    WHERE keep`,
  settled_since: '(from_day IS NULL OR o.settled >= weir.tick(from_day::DATE::TIMESTAMP))',
};

/** Where neither amount nor owner is asked for: NAME_lasting. */
const lasting: Variant = {
  ...narrow,
  narrow: '_lasting',
  life: 'lasting_life_at',
  reach: 'lasting_reach_at',
  counted: 'o.fate, o.started, o.closed, o.age, o.entry_age',
};

const ended = 'coalesce(o.closed_at, weir.looked_at(as_of))';
const wide: Variant = {
  narrow: '',
  key: 'weir.key_of(key)',
  life: 'life',
  reach: 'reach_at',
  counted: `CASE o.outcome WHEN 'won' THEN 1::UTINYINT WHEN 'lost' THEN 2::UTINYINT ELSE 3::UTINYINT END AS fate,
        weir.tick({{start}}) AS started,
        weir.tick(o.closed_at) AS closed,
        CASE WHEN ${ended} < {{start}} OR o.observed_from >= ${ended} THEN -1 ELSE weir.age_step({{start}}, ${ended}) END AS age,
        CASE WHEN o.observed_from > {{start}} THEN weir.age_step({{start}}, o.observed_from) END AS entry_age,
        o.amount`,
  steps: `SELECT d.deal, d.life, d.key, r.* EXCLUDE (key, life)
    FROM (SELECT key AS deal, life, dim AS key FROM weir.life(as_of) AS o WHERE keep) AS d
    JOIN weir.reach_at(as_of) AS r ON r.key = d.deal AND r.life = d.life`,
  settled_since: 'true',
};
