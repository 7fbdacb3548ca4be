import { filled } from '#engine/query/filled';
import lifeSql from './sql/life.sql?raw';

/** SELECT of lives out of `lives`, a table or a query's name for some of weir.lives, as they were known on a day. */
export function lifeQuery(lives: string, asOf: string): string {
  return filled(lifeSql, { lives, as_of: asOf }).trim();
}
