import type { Connection } from '#engine/query/connection';
import clockSql from './sql/clock.sql?raw';
import dealSql from './sql/deal.sql?raw';
import findingSql from './sql/finding.sql?raw';
import funnelSql from './sql/funnel.sql?raw';
import funnelLifeSql from './sql/funnel-life.sql?raw';
import narrowSql from './sql/narrow.sql?raw';
import outcomeRiskSql from './sql/outcome-risk.sql?raw';
import pipelineSql from './sql/pipeline.sql?raw';
import timeInStageSql from './sql/time-in-stage.sql?raw';
import winRateSql from './sql/win-rate.sql?raw';
import { tickLength, tickSql } from './tick';

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
      .replaceAll('{{tick_length}}', String(tickLength(options.coarse)))
      .replaceAll('{{latest}}', options.latest),
  );
  for (const sql of [dealSql, narrowSql]) await connection.exec(sql);
  for (const sql of [winRateSql, outcomeRiskSql, funnelLifeSql]) {
    await connection.exec(variant(sql, { narrow: '', life: 'life', steps: stepsOfDeals }));
    await connection.exec(variant(sql, { narrow: '_narrow', life: 'narrow_life', steps: stepsAlone }));
  }
  for (const sql of [funnelSql, timeInStageSql, pipelineSql, findingSql]) await connection.exec(sql);
}

/** The same macro over all fields of a deal, or as NAME_narrow over the few that need no look into the history. */
function variant(sql: string, parts: { narrow: string; life: string; steps: string }): string {
  return Object.entries(parts).reduce(
    (text, [name, part]) => text.replaceAll(`{{${name}}}`, () => part),
    sql,
  );
}

const stepsOfDeals = `SELECT d.deal, d.life, d.key, r.* EXCLUDE (key, life)
    FROM (SELECT key AS deal, life, dim AS key FROM weir.life(as_of) AS o WHERE keep) AS d
    JOIN weir.reach_at(as_of) AS r ON r.key = d.deal AND r.life = d.life`;
const stepsAlone = `SELECT o.key AS deal, o.life, dim AS key, o.* EXCLUDE (key, life)
    FROM weir.reach_at(as_of) AS o
    WHERE keep`;
