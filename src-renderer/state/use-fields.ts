import { useMemo } from 'react';
import type { StatusResult } from '#shared/results/workspace';
import { useStatus } from './use-workspace';

export type FieldChoice = { field: string; label: string; extra: boolean };

const identifying = new Set(['id', 'name', 'next_step', 'status', 'stage', 'currency', 'pipeline']);
const usual = [
  'owner',
  'team',
  'segment',
  'region',
  'source',
  'lead_type',
  'product',
  'account',
  'loss_reason',
];

/** Fields that deals can be filtered and broken down by: filled text fields, the usual ones first. */
export function groupingFields(status: Pick<StatusResult, 'fields'>): FieldChoice[] {
  const place = (field: string) => {
    const at = usual.indexOf(field);
    return at < 0 ? usual.length : at;
  };
  return status.fields
    .filter(
      ({ field, type, filled }) =>
        filled > 0 && ['text', 'boolean'].includes(type) && !identifying.has(field),
    )
    .sort((a, b) => place(a.field) - place(b.field) || a.label.localeCompare(b.label))
    .map(({ field, label, extra }) => ({ field, label, extra }));
}

export function useFields(): FieldChoice[] {
  const { data: status } = useStatus();
  return useMemo(() => (status ? groupingFields(status) : []), [status]);
}

/** The label of a field, or its name where the workspace does not know it. */
export function fieldLabel(fields: readonly FieldChoice[], field: string): string {
  return fields.find((known) => known.field === field)?.label ?? field;
}
