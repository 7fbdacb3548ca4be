import { literal } from '../query/sql-text';
import { isStageField } from './stage-facts';

/**
 * A log with one row a changed field becomes one with everything as of each change: values are carried forward, and
 * before the first change of a field its old value holds.
 */
export function pivoted(plain: string): string {
  const is = (...names: string[]) =>
    `regexp_replace(lower(field), '[ _]', '', 'g') IN (${names.map(literal).join(', ')})`;
  const changed = `CASE WHEN ${isStageField('field')} THEN 'stage' WHEN ${is('amount', 'value', 'dealvalue', 'estimatedvalue')} THEN 'amount'
    WHEN ${is('closedate', 'closingdate', 'expectedclosedate', 'estimatedclosedate')} THEN 'expected_close' WHEN ${is('owner', 'ownerid', 'opportunityowner', 'dealowner', 'userid', 'hubspotownerid')} THEN 'owner'
    WHEN ${is('probability', 'hsdealstageprobability')} THEN 'probability' END`;
  const order = 'PARTITION BY id ORDER BY "at", sequence, "row"';
  const carried = (name: string, cast: (text: string) => string) =>
    cast(`coalesce(
      last_value(CASE WHEN changed = '${name}' THEN new_value END IGNORE NULLS) OVER (${order} ROWS UNBOUNDED PRECEDING),
      first_value(CASE WHEN changed = '${name}' THEN old_value END IGNORE NULLS) OVER (${order} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))`);
  return `SELECT * EXCLUDE (changed) REPLACE (
  ${carried('stage', (text) => text)} AS stage,
  ${carried('amount', (text) => `TRY_CAST(${text} AS DECIMAL(18,2))`)} AS amount,
  ${carried('expected_close', (text) => `TRY_CAST(left(${text}, 10) AS DATE)`)} AS expected_close,
  ${carried('owner', (text) => text)} AS owner,
  ${carried('probability', (text) => `TRY_CAST(${text} AS DOUBLE) / 100`)} AS probability)
FROM (SELECT *, ${changed} AS changed FROM (${plain}))`;
}
