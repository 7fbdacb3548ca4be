import type { Connection, Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import { type CountdownRow, type DueDeal, dueBands, type RuleCountdownAnswer } from '#shared/results/rules';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { toCents } from '../group-by';
import { countdownStatement, rulesAtMost } from './countdown-sql';
import { followUpSource, followUpWarnings } from './follow-ups';
import { packRows } from './rule-sql';

type Counted = Row & {
  rule: number | null;
  band: number | null;
  deals: number;
  value: number;
  quiet: number;
};
type Due = Row & {
  id: string;
  life: number;
  name: string | null;
  owner: string | null;
  stage: string | null;
  amount: number | null;
  nearest: number;
  followed_on: string | null;
};
type Found = Counted & Due & { part: 'count' | 'deal' };

/** Open deals of the scope by the days that each rule of the pack leaves them, and those that are taken next. */
export async function ruleCountdown(
  connection: Connection,
  facts: WorkspaceFacts,
  { pack, limit, ...scope }: MethodParams<'metric.ruleCountdown'>,
): Promise<RuleCountdownAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const source = await followUpSource(connection, facts, pack.followUp, asOf);
  const statement = packRows(facts, scope, pack, { followUps: source, form: 'due' });
  const countdown = countdownStatement(facts, scope, pack, { followUps: source, limit });
  const found = await connection.all<Found>(countdown.sql, countdown.params);
  const counted = found.filter(({ part }) => part === 'count');
  const deals = found.filter(({ part }) => part === 'deal').map((row) => dueDeal(row, pack.rules.length));
  const rows = [null, ...pack.rules.keys()].map((rule): CountdownRow => rowOf(rule, pack.rules, counted));
  const open = Math.max(...rows.map((row) => row.open));
  const followed = pack.rules.findIndex(({ kind }) => kind === 'no-follow-up');
  const without = counted.filter(({ rule }) => rule === followed).reduce((sum, { quiet }) => sum + quiet, 0);
  const followUps = { ...source, without };
  return {
    ...answer('ruleCountdown', facts, scope, {
      n: open,
      rows,
      statement,
      warnings: followed < 0 ? [] : followUpWarnings(followUps, open),
    }),
    followUps,
    deals,
  };
}

function rowOf(
  rule: number | null,
  rules: MethodParams<'metric.ruleCountdown'>['pack']['rules'],
  counted: readonly Counted[],
): CountdownRow {
  const own = counted.filter((row) => row.rule === rule);
  const of = rule === null ? undefined : rules[rule];
  return {
    rule,
    kind: of?.kind ?? null,
    limit: of?.limit ?? null,
    open: own.reduce((sum, { deals }) => sum + deals, 0),
    bands: dueBands.map((_, i) => {
      const found = own.find((row) => row.band === i);
      return { count: found?.deals ?? 0, value: toCents(found?.value ?? 0) };
    }),
    none: own.find((row) => row.band === null)?.deals ?? 0,
  };
}

function dueDeal(row: Due, rules: number): DueDeal {
  const { id, life, name, owner, stage, amount, nearest } = row;
  const rule = ((nearest % rulesAtMost) + rulesAtMost) % rulesAtMost;
  const daysOf = (of: number) => {
    const days = row[`left_${of}`];
    return typeof days === 'number' ? days : null;
  };
  return {
    id,
    life,
    name,
    owner,
    stage,
    amount,
    rule,
    daysLeft: (nearest - rule) / rulesAtMost,
    left: Array.from({ length: rules }, (_, of) => daysOf(of)),
    followedOn: row.followed_on,
  };
}
