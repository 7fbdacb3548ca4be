import { identifier } from '#engine/query/sql-text';
import type { Plain } from '#engine/query/values';
import type { DealRow } from '#shared/results/metrics';
import type { FieldColumn, WorkspaceFacts } from './facts';
import { fieldColumn } from './scope-sql';

/** A column of the grid over a deal `o` and its stage `s`; `replayed` where its value is that of the as-of day. */
export type DealColumn = { name: string; sql: string; replayed: boolean };

const replayed = (name: string, sql: string): DealColumn => ({ name, sql, replayed: true });
const lasting = (name: string, sql: string): DealColumn => ({ name, sql, replayed: false });

/** The columns that every grid has, by the name a DealRow gives them. */
export const fixedColumns: readonly DealColumn[] = [
  lasting('id', 'o.id'),
  lasting('life', 'o.life'),
  lasting('name', 'o.name'),
  lasting('account', 'o.account'),
  replayed('owner', 'o.owner'),
  lasting('team', 'o.team'),
  lasting('pipeline', 'o.pipeline'),
  replayed('stage', 's.stage'),
  replayed('kind', "coalesce(s.kind, 'open')"),
  replayed('outcome', 'o.outcome'),
  replayed('amount', 'o.amount'),
  // Of an earlier day only the converted amount is known; the newest one is exact in its own currency.
  replayed(
    'amountOwn',
    `CASE
      WHEN o.currency_rate IS NULL THEN o.amount
      WHEN abs(o.amount - o.amount_own * o.currency_rate) < 0.01 THEN o.amount_own
      ELSE round(o.amount / o.currency_rate, 2)
    END`,
  ),
  lasting('currency', 'o.currency'),
  lasting('createdAt', 'o.started_at'),
  replayed('expectedClose', 'o.expected_close'),
  replayed('closedAt', 'o.closed_at'),
  replayed('ageDays', 'weir.days(o.started_at, coalesce(o.closed_at, weir.looked_at($as_of::DATE)))'),
  replayed(
    'daysInStage',
    "CASE WHEN o.outcome = 'open' THEN weir.days(o.stage_entered_at, weir.looked_at($as_of::DATE)) END",
  ),
  lasting('lossReason', 'o.loss_reason'),
  lasting('nextStep', 'o.next_step'),
  lasting('nextStepDate', 'o.next_step_date'),
  lasting('lastActivityAt', 'o.last_activity_at'),
  lasting('evidence', 'o.evidence'),
];

/** Fields that weir.life gives as of the day. */
const replayedFields = new Set(
  'owner stage outcome amount amount_origin expected_close closed_at'.split(' '),
);

/** Columns asked for beside the fixed ones. */
export function extraColumns(fields: readonly FieldColumn[]): DealColumn[] {
  return fields.map(({ field }, i) => ({
    name: `extra_${i}`,
    sql: `o.${identifier(field)}`,
    replayed: replayedFields.has(field),
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
