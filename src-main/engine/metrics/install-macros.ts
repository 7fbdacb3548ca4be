import type { Connection } from '#engine/query/connection';
import clockSql from './sql/clock.sql?raw';
import dealSql from './sql/deal.sql?raw';
import findingSql from './sql/finding.sql?raw';
import funnelSql from './sql/funnel.sql?raw';
import outcomeRiskSql from './sql/outcome-risk.sql?raw';
import pipelineSql from './sql/pipeline.sql?raw';
import timeInStageSql from './sql/time-in-stage.sql?raw';
import winRateSql from './sql/win-rate.sql?raw';

export type MacroOptions = {
  /** day: the data has dates only; instant: it has times. */
  clock: 'day' | 'instant';
  /** Count ages in quarters of a day instead of exactly. */
  coarse: boolean;
  /** Day of the last change in the data. */
  latest: string;
};

/** In microseconds. */
const hour = 3_600_000_000;

/** Puts the metric macros into the workspace, where any DuckDB client finds them. */
export async function installMacros(connection: Connection, options: MacroOptions): Promise<void> {
  await connection.exec(
    clockSql
      .replaceAll('{{clock}}', options.clock)
      .replaceAll('{{grid}}', String(options.coarse ? 6 * hour : 1))
      .replaceAll('{{latest}}', options.latest),
  );
  for (const sql of [
    dealSql,
    winRateSql,
    outcomeRiskSql,
    funnelSql,
    timeInStageSql,
    pipelineSql,
    findingSql,
  ]) {
    await connection.exec(sql);
  }
}
