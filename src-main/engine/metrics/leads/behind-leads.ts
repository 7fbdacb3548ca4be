import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { type Fragment, macroArguments } from '../scope-sql';
import { besideArguments } from './lead-scope';

const fates = { opportunity: 'true', customer: 'l.fate = 1', lost: 'l.fate = 2' } as const;

/** The deals that leads became: those of one group, or of all. */
export function behindLeads(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<Behind, { metric: 'leads' }>,
): Fragment {
  const { args } = besideArguments(facts, scope, ['owner', 'source'], 'Leads');
  const group = behind.key === undefined ? '' : ` AND l.${behind.by} IS NOT DISTINCT FROM $behind_key`;
  return {
    sql: `SELECT l.key, 1 AS life FROM weir.lead_at(${args.sql}) AS l
      WHERE l.is_converted AND l.fate IS NOT NULL AND ${fates[behind.step]}${group}`,
    params: { ...args.params, ...(behind.key === undefined ? {} : { behind_key: behind.key }) },
  };
}

const outcomes = {
  won: "o.outcome = 'won'",
  lost: "o.outcome = 'lost'",
  open: "o.outcome = 'open'",
  closed: "o.outcome <> 'open'",
  all: 'true',
} as const;

/** Deals of a band of touches or of the speed of the first touch. */
export function behindActivity(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { outcome, touches, speed }: Extract<Behind, { metric: 'activity' }>,
): Fragment {
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: true });
  const bands = [
    touches === undefined ? '' : ` AND weir.touch_band(w.touches) = ${touches}`,
    speed === undefined ? '' : ` AND w.speed = ${speed}`,
  ].join('');
  return {
    sql: `${outcomes[outcome]} AND (o.key, o.life) IN (
      SELECT w.key, 1 FROM weir.worked_deal(${sql}) AS w WHERE true${bands}
    )`,
    params,
  };
}
