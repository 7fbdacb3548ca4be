import { Inline, type Params } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { Scope } from '#shared/model/scope';
import type { Warning } from '#shared/results/envelope';
import { addDays } from '#shared/time/day';
import type { WorkspaceFacts } from './facts';
import { type Fragment, fieldColumn, keepExpression } from './scope-sql';

export type DueWindow = { closeFrom?: string | undefined; closeTo?: string | undefined };

/** The two days of a scope in their order, none after the as-of day; the last seven days where it names none. */
export function twoDays(
  facts: WorkspaceFacts,
  scope: Pick<Scope, 'asOf' | 'from' | 'to'>,
): { from: string; to: string; warnings: Warning[] } {
  const asOf = scope.asOf ?? facts.asOf;
  const warnings: Warning[] = [];
  let to = scope.to ?? asOf;
  let from = scope.from ?? addDays(to < asOf ? to : asOf, -7);
  if (from > to) {
    [from, to] = [to, from];
    warnings.push({
      code: 'days-swapped',
      message: `The first day is after the last; ${from} to ${to} is shown.`,
    });
  }
  if (to > asOf) {
    warnings.push({
      code: 'after-as-of',
      message: `Nothing is known after ${asOf}; ${to} is taken as that day.`,
    });
    to = asOf;
    if (from > asOf) from = asOf;
  }
  return { from, to, warnings };
}

/** Arguments of a macro over two days: the days, the breakdown, the filter and the window of close dates. */
export function twoDayArguments(
  facts: WorkspaceFacts,
  scope: Scope & DueWindow & { by?: string | undefined },
  days: { from: string; to: string },
): Fragment {
  const keep = keepExpression(facts, scope);
  const params: Params = { ...keep.params, from_day: new Inline(days.from), to_day: new Inline(days.to) };
  const parts = ['$from_day::DATE', '$to_day::DATE'];
  if (scope.closeFrom) {
    parts.push('close_from := $close_from::DATE');
    params.close_from = new Inline(scope.closeFrom);
  }
  if (scope.closeTo) {
    parts.push('close_to := $close_to::DATE');
    params.close_to = new Inline(scope.closeTo);
  }
  if (scope.by) parts.push(`dim := o.${identifier(fieldColumn(facts, scope.by).field)}`);
  if (keep.sql) parts.push(`keep := ${keep.sql}`);
  return { sql: parts.join(', '), params };
}
