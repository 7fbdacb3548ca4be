import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import type { Fragment } from '../scope-sql';
import { packRows } from './rule-sql';

const parts = {
  all: 'true',
  taken: 'taken_on IS NOT NULL',
  won: 'taken_on IS NOT NULL AND fate = 1',
  lost: 'taken_on IS NOT NULL AND fate = 2',
  open: 'taken_on IS NOT NULL AND fate = 3',
  spared: 'taken_on IS NULL',
} as const;

/** Lives behind a number of a pack: taken by it and what became of them, or open with so many days left. */
export function behindRules(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<Behind, { metric: 'rules' }>,
): Fragment {
  const { pack, rule, part, leftFrom, leftTo, ...followUps } = behind;
  const due = part === 'due';
  const rows = packRows(facts, scope, pack, { followUps, form: due ? 'due' : 'rule', rule });
  const from = leftFrom === undefined ? '' : ` AND days_left >= ${leftFrom}`;
  const to = leftTo === undefined ? '' : ` AND days_left <= ${leftTo}`;
  const nearest = due ? 'min(days_left) AS days_left' : 'any_value(fate) AS fate, min(taken_on) AS taken_on';
  return {
    sql: `SELECT key, life FROM (SELECT key, life, ${nearest} FROM (${rows.sql}) GROUP BY key, life)
      WHERE ${due ? `true${from}${to}` : parts[part]}`,
    params: rows.params,
  };
}
