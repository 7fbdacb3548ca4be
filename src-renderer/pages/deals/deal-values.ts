import type { DealRow } from '#shared/results/metrics';

export type DealValue = string | number | boolean | null;

/** Where a column's value stands in a row that every answer carries; other columns are asked for by name. */
const fixed: Record<string, (row: DealRow) => DealValue> = {
  id: (row) => row.id,
  name: (row) => row.name,
  account: (row) => row.account,
  owner: (row) => row.owner,
  team: (row) => row.team,
  pipeline: (row) => row.pipeline,
  stage: (row) => row.stage,
  outcome: (row) => row.outcome,
  amount: (row) => row.amount,
  currency: (row) => row.currency,
  created_at: (row) => row.createdAt,
  expected_close: (row) => row.expectedClose,
  closed_at: (row) => row.closedAt,
  age_days: (row) => row.ageDays,
  days_in_stage: (row) => row.daysInStage,
  loss_reason: (row) => row.lossReason,
  next_step: (row) => row.nextStep,
  next_step_date: (row) => row.nextStepDate,
  last_activity_at: (row) => row.lastActivityAt,
  evidence: (row) => row.evidence,
};

export function isFixed(field: string): boolean {
  return field in fixed;
}

export function dealValue(row: DealRow, field: string): DealValue {
  const read = fixed[field];
  return read ? read(row) : (row.extra?.[field] ?? null);
}
