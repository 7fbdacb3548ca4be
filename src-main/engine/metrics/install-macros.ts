import type { Connection } from '#engine/query/connection';
import { lifeQuery } from './life-query';
import byMonthSql from './sql/by-month.sql?raw';
import cleanUpSql from './sql/clean-up.sql?raw';
import cleanUpMovedSql from './sql/clean-up-moved.sql?raw';
import clockSql from './sql/clock.sql?raw';
import dealSql from './sql/deal.sql?raw';
import findingSql from './sql/finding.sql?raw';
import funnelSql from './sql/funnel.sql?raw';
import funnelLifeSql from './sql/funnel-life.sql?raw';
import narrowSql from './sql/narrow.sql?raw';
import outcomeRiskSql from './sql/outcome-risk.sql?raw';
import pipelineSql from './sql/pipeline.sql?raw';
import stageRiskNarrowSql from './sql/stage-risk-narrow.sql?raw';
import timeInStageSql from './sql/time-in-stage.sql?raw';
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
  for (const sql of [winRateSql, outcomeRiskSql, byMonthSql, funnelLifeSql]) {
    const start = sql === outcomeRiskSql ? 'coalesce(start_at, o.started_at)::TIMESTAMP' : 'o.started_at';
    await connection.exec(variant(sql, { ...wide, start }));
    await connection.exec(variant(sql, { ...narrow, start }));
  }
  for (const parts of [narrow, lasting]) {
    await connection.exec(variant(stageRiskNarrowSql, { ...parts, start: '' }));
  }
  await connection.exec(variant(outcomeRiskSql, { ...lasting, start: '' }));
  await connection.exec(cleanUpSql.replace('{{life}}', () => lifeQuery(livesCleanedUp, 'as_of')));
  for (const parts of [booked, dated]) {
    await connection.exec(
      variant(outcomeRiskSql, { ...parts, start: 'coalesce(start_at, o.started_at)::TIMESTAMP' }),
    );
    await connection.exec(variant(funnelLifeSql, { ...parts, start: '' }));
  }
  await connection.exec(cleanUpMovedSql);
  for (const sql of [funnelSql, timeInStageSql, pipelineSql, findingSql]) await connection.exec(sql);
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

const wide: Variant = {
  narrow: '',
  key: 'weir.key_of(key)',
  life: 'life',
  reach: 'reach_at',
  counted: countedUntil('o.closed_at'),
  steps: stepsOf('weir.life(as_of)', 'r.* EXCLUDE (key, life)'),
  settled_since: 'true',
};

/** Of lives that were lost on a day of clean-up, as they are booked and as their losses are dated: NAME_booked, NAME_dated. */
const livesCleanedUp = '(FROM weir.lives SEMI JOIN weir.clean_up_loss USING (key, life))';
const booked: Variant = {
  ...wide,
  narrow: '_booked',
  life: 'clean_up_life',
  steps: stepsOf('weir.clean_up_life(as_of)', 'r.* EXCLUDE (key, life)'),
};
const dated: Variant = {
  ...booked,
  narrow: '_dated',
  counted: countedUntil('o.dated_at'),
  steps: stepsOf(
    'weir.clean_up_life(as_of)',
    `r.* EXCLUDE (key, life) REPLACE (${['reached', 'ordered', 'any', 'direct'].map(lostWhenDated).join(', ')})`,
  ),
};

/** The age that a stage was left at by losing, where the loss has another moment. */
function lostWhenDated(definition: string): string {
  const entered = definition === 'any' || definition === 'direct' ? 'visited' : definition;
  return `CASE WHEN r.${definition}_fate = 2 THEN greatest(weir.tick(d.dated_at) - r.${entered}, 0)
      ELSE r.${definition}_age END AS ${definition}_age`;
}

function countedUntil(closed: string): string {
  const ended = `coalesce(${closed}, weir.looked_at(as_of))`;
  return `CASE o.outcome WHEN 'won' THEN 1::UTINYINT WHEN 'lost' THEN 2::UTINYINT ELSE 3::UTINYINT END AS fate,
        weir.tick({{start}}) AS started,
        weir.tick(${closed}) AS closed,
        CASE WHEN ${ended} < {{start}} OR o.observed_from >= ${ended} THEN -1 ELSE weir.age_step({{start}}, ${ended}) END AS age,
        CASE WHEN o.observed_from > {{start}} THEN weir.age_step({{start}}, o.observed_from) END AS entry_age,
        o.amount`;
}

function stepsOf(lives: string, reached: string): string {
  const dated = lives.includes('clean_up') ? ', dated_at' : '';
  return `SELECT d.deal, d.life, d.key, ${reached}
    FROM (SELECT key AS deal, life, dim AS key${dated} FROM ${lives} AS o WHERE keep) AS d
    JOIN weir.reach_at(as_of) AS r ON r.key = d.deal AND r.life = d.life`;
}
