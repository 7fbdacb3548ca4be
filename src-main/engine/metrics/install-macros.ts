import type { Connection } from '#engine/query/connection';
import clockSql from './sql/clock.sql?raw';
import dealSql from './sql/deal.sql?raw';
import funnelSql from './sql/funnel.sql?raw';
import outcomeRiskSql from './sql/outcome-risk.sql?raw';
import pipelineSql from './sql/pipeline.sql?raw';
import timeInStageSql from './sql/time-in-stage.sql?raw';
import winRateSql from './sql/win-rate.sql?raw';

export type MacroOptions = {
  /** day: the data has dates only; instant: it has times. */
  clock: 'day' | 'instant';
  /** Count ages to the hour instead of to the second. */
  hourly: boolean;
};

/** Puts the metric macros into the workspace, where any DuckDB client finds them. */
export async function installMacros(connection: Connection, options: MacroOptions): Promise<void> {
  await connection.exec(
    clockSql.replaceAll('{{clock}}', options.clock).replaceAll('{{grid}}', options.hourly ? '1' : '0'),
  );
  for (const sql of [dealSql, winRateSql, outcomeRiskSql, funnelSql, timeInStageSql, pipelineSql]) {
    await connection.exec(sql);
  }
}
