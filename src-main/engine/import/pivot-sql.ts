import { trackedFieldSql } from './history/tracked-field';

/**
 * A log with one row a changed field becomes one with everything as of each change: values are carried forward, and
 * before the first change of a field its old value holds. Changes of one moment follow each other as in weir.state;
 * `files` says that the rows are of several, told apart by `file_key`.
 */
export function pivoted(plain: string, files = false): string {
  const order = `PARTITION BY id ORDER BY "at", length(sequence), sequence, ${files ? 'file_key, ' : ''}"row"`;
  const carried = (name: string, cast: (text: string) => string) =>
    cast(`coalesce(
      last_value(CASE WHEN changed = '${name}' THEN new_value END IGNORE NULLS) OVER (${order} ROWS UNBOUNDED PRECEDING),
      first_value(CASE WHEN changed = '${name}' THEN old_value END IGNORE NULLS) OVER (${order} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))`);
  return `SELECT * EXCLUDE (changed) REPLACE (
  ${carried('stage', (text) => text)} AS stage,
  ${carried('amount', (text) => `TRY_CAST(${text} AS DECIMAL(18,2))`)} AS amount,
  ${carried('expected_close', dayOf)} AS expected_close,
  ${carried('owner', (text) => text)} AS owner,
  ${carried('probability', (text) => `TRY_CAST(${text} AS DOUBLE) / 100`)} AS probability)
FROM (SELECT *, ${trackedFieldSql('field')} AS changed FROM (${plain}))`;
}

/** A day as text, or the milliseconds since 1970 that APIs give. */
function dayOf(text: string): string {
  return `CASE WHEN regexp_matches(${text}, '^1[0-9]{12}$') THEN epoch_ms(TRY_CAST(${text} AS BIGINT))::DATE
    ELSE TRY_CAST(left(${text}, 10) AS DATE) END`;
}
