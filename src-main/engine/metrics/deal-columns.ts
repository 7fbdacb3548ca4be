import { identifier } from '#engine/query/sql-text';
import type { Plain } from '#engine/query/values';
import type { DealRow } from '#shared/results/metrics';
import type { FieldColumn, WorkspaceFacts } from './facts';
import { fieldColumn } from './scope-sql';

/** A column of the grid over a deal `o` and its stage `s`. */
export type DealColumn = { name: string; sql: string };

/** The columns that every grid has, by the name a DealRow gives them. */
export const fixedColumns: readonly DealColumn[] = [
  { name: 'id', sql: 'o.id' },
  { name: 'life', sql: 'o.life' },
  { name: 'name', sql: 'o.name' },
  { name: 'account', sql: 'o.account' },
  { name: 'owner', sql: 'o.owner' },
  { name: 'team', sql: 'o.team' },
  { name: 'pipeline', sql: 'o.pipeline' },
  { name: 'stage', sql: 's.stage' },
  { name: 'kind', sql: "coalesce(s.kind, 'open')" },
  { name: 'outcome', sql: 'o.outcome' },
  { name: 'amount', sql: 'o.amount' },
  // Of an earlier day only the converted amount is known; the newest one is exact in its own currency.
  {
    name: 'amountOwn',
    sql: `CASE
      WHEN o.currency_rate IS NULL THEN o.amount
      WHEN abs(o.amount - o.amount_own * o.currency_rate) < 0.01 THEN o.amount_own
      ELSE round(o.amount / o.currency_rate, 2)
    END`,
  },
  { name: 'currency', sql: 'o.currency' },
  { name: 'createdAt', sql: 'o.started_at' },
  { name: 'expectedClose', sql: 'o.expected_close' },
  { name: 'closedAt', sql: 'o.closed_at' },
  { name: 'ageDays', sql: 'weir.days(o.started_at, coalesce(o.closed_at, weir.looked_at($as_of::DATE)))' },
  {
    name: 'daysInStage',
    sql: "CASE WHEN o.outcome = 'open' THEN weir.days(o.stage_entered_at, weir.looked_at($as_of::DATE)) END",
  },
  { name: 'lossReason', sql: 'o.loss_reason' },
  { name: 'nextStep', sql: 'o.next_step' },
  { name: 'nextStepDate', sql: 'o.next_step_date' },
  { name: 'lastActivityAt', sql: 'o.last_activity_at' },
  { name: 'evidence', sql: 'o.evidence' },
];

/** Columns asked for beside the fixed ones. */
export function extraColumns(fields: readonly FieldColumn[]): DealColumn[] {
  return fields.map(({ field }, i) => ({
    name: `extra_${i}`,
    sql: `o.${identifier(field)}`,
  }));
}

export function selectList(columns: readonly DealColumn[]): string {
  return columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ');
}

/** The columns' names as users know them. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What deals are sorted by: a column of the grid by either name, or any field. */
export function sortExpression(facts: WorkspaceFacts, sort: string): string {
  const own = fixedColumns.find(({ name }) => name === sort || snake(name) === sort);
  if (own) return own.name === 'stage' ? 's.rank' : own.sql;
  return `o.${identifier(fieldColumn(facts, sort).field)}`;
}

/** The row of a grid from values by the names of their columns. */
export function dealRow(row: Record<string, Plain>, extras: readonly FieldColumn[]): DealRow {
  const fields = Object.fromEntries(fixedColumns.map(({ name }) => [name, row[name] ?? null]));
  const extra = Object.fromEntries(extras.map(({ field }, i) => [field, row[`extra_${i}`] ?? null]));
  return { ...fields, ...(extras.length > 0 ? { extra } : {}) } as unknown as DealRow;
}
