import { addDays } from '#shared/time/day';
import type { ResolvedScope } from '../../state/scope';
import { useAddressValue, useScope } from '../../state/use-scope';

export const spans = ['week', 'month', 'quarter'] as const;
export type Span = (typeof spans)[number];

/**
 * The two days of the page, each looked at from its end: the day before the chosen period and its last, or without one the
 * last seven days, or the month or quarter to date.
 */
export function useChangeControls() {
  const { scope, asOf } = useScope();
  const [chosen, setSpan] = useAddressValue('span');
  const [by, setBy] = useAddressValue('by');
  const [form, setForm] = useAddressValue('form');
  const hasPeriod = scope.from !== undefined || scope.to !== undefined;
  const span = spans.find((known) => known === chosen) ?? 'week';
  const to = scope.to ?? asOf ?? undefined;
  const from = hasPeriod && scope.from ? addDays(scope.from, -1) : to && startOf(span, to);
  const days: ResolvedScope = { ...scope, ...(from ? { from } : {}), ...(to ? { to } : {}) };
  return { days, from, to, span, setSpan, hasPeriod, by, setBy, gross: form === 'gross', setForm };
}

function startOf(span: Span, to: string): string {
  if (span === 'week') return addDays(to, -7);
  const month = Number(to.slice(5, 7));
  const first = span === 'month' ? month : month - ((month - 1) % 3);
  return addDays(`${to.slice(0, 4)}-${String(first).padStart(2, '0')}-01`, -1);
}
