import { trackedFieldSql } from './history/tracked-field';

/**
 * A log with one row a changed field becomes one with everything as of each change: values are carried forward, and
 * before the first change of a field its old value holds. Changes of one moment follow each other by the log's own
 * sequence; where it has none but old values (`chained`), a change from what another one of that moment led to comes after it,
 * and `sequence` is the place so found.
 * `files` says that the rows are of several, told apart by `file_key`.
 */
export function pivoted(plain: string, { files = false, chained = false } = {}): string {
  const place = `length(sequence), sequence, ${chained ? 'follows, ' : ''}${files ? 'file_key, ' : ''}"row"`;
  const order = `PARTITION BY id ORDER BY "at", ${place}`;
  const carried = (name: string, cast: (text: string) => string) =>
    cast(`coalesce(
      last_value(CASE WHEN changed = '${name}' THEN new_value END IGNORE NULLS) OVER (${order} ROWS UNBOUNDED PRECEDING),
      first_value(CASE WHEN changed = '${name}' THEN old_value END IGNORE NULLS) OVER (${order} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))`);
  const follows = `, list_contains(list(new_value) OVER (PARTITION BY id, "at", field), old_value) AS follows`;
  return `SELECT * EXCLUDE (changed${chained ? ', follows' : ''}) REPLACE (
  ${carried('stage', (text) => text)} AS stage,
  ${carried('amount', (text) => `TRY_CAST(${text} AS DECIMAL(18,2))`)} AS amount,
  ${carried('expected_close', dayOf)} AS expected_close,
  ${carried('owner', (text) => text)} AS owner,
  ${carried('probability', (text) => `TRY_CAST(${text} AS DOUBLE) / 100`)} AS probability${
    chained
      ? `,
  CAST(row_number() OVER (${order}) AS VARCHAR) AS sequence`
      : ''
  })
FROM (SELECT *, ${trackedFieldSql('field')} AS changed${chained ? follows : ''} FROM (${plain}))`;
}

/** A day as text, or the milliseconds since 1970 that APIs give. */
function dayOf(text: string): string {
  return `CASE WHEN regexp_matches(${text}, '^1[0-9]{12}$') THEN epoch_ms(TRY_CAST(${text} AS BIGINT))::DATE
    ELSE TRY_CAST(left(${text}, 10) AS DATE) END`;
}
