import { Inline, type Params } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { Warning } from '#shared/results/envelope';
import type { WorkspaceFacts } from '../facts';
import { type Fragment, fieldColumn } from '../scope-sql';

/** The arguments of a macro over leads or activities, and what of the filters they have no field for. */
export type BesideScope = { args: Fragment; warnings: Warning[] };

/**
 * The day, the period and the filters by fields that the rows `l` of a table beside the deals have too; other filters are left
 * out, with a warning.
 */
export function besideArguments(
  facts: WorkspaceFacts,
  scope: Scope,
  columns: readonly string[],
  what: string,
): BesideScope {
  const parts = ['$as_of::DATE'];
  const params: Params = { as_of: new Inline(scope.asOf ?? facts.asOf) };
  for (const [name, day] of [
    ['from_day', scope.from],
    ['to_day', scope.to],
  ] as const) {
    if (!day) continue;
    parts.push(`${name} := $${name}::DATE`);
    params[name] = new Inline(day);
  }
  const left: string[] = scope.pipeline === undefined ? [] : ['pipeline'];
  const kept = scope.where.flatMap(({ field, values }, i) => {
    const column = fieldColumn(facts, field);
    if (!columns.includes(column.field)) {
      left.push(column.label);
      return [];
    }
    const some = values.filter((value) => value !== null && value !== '');
    const names = some.map((value, at) => {
      params[`kept_${i}_${at}`] = new Inline(value);
      return `$kept_${i}_${at}`;
    });
    const named = names.length > 0 ? [`l.${column.field} IN (${names.join(', ')})`] : [];
    const empty = some.length < values.length ? [`coalesce(l.${column.field}::VARCHAR, '') = ''`] : [];
    return [`(${[...named, ...empty].join(' OR ')})`];
  });
  if (kept.length > 0) parts.push(`keep := (${kept.join(' AND ')})`);
  return {
    args: { sql: parts.join(', '), params },
    warnings:
      left.length === 0
        ? []
        : [
            {
              code: 'filter-left-out',
              message: `${what} have no ${left.join(', ')}, so that filter does not narrow them.`,
              details: { fields: left },
            },
          ],
  };
}
