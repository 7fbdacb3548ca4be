/**
 * SQL for a text as it may stand in a CSV file: a spreadsheet runs cells that begin with these signs, also in their wide forms,
 * and an apostrophe in front makes them text.
 */
export function formulaSafe(value: string): string {
  return `CASE WHEN regexp_matches(${value}, '^[=+\\-@＝＋－＠\\t\\r\\n]') THEN '''' || ${value} ELSE ${value} END`;
}
