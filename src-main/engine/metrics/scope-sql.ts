import { Inline, type Params } from '#engine/query/connection';
import { recentDatabase } from '#engine/query/recent-database';
import { identifier, literal } from '#engine/query/sql-text';
import { WeirError } from '#shared/contract/errors';
import type { Condition, Scope } from '#shared/model/scope';
import type { FieldColumn, WorkspaceFacts } from './facts';

/** SQL with named parameters, kept together until it runs. */
export type Fragment = { sql: string; params: Params };

/** The column a user's field name means: a dictionary field, an export's own column, or the name it had there. */
export function fieldColumn(facts: WorkspaceFacts, name: string): FieldColumn {
  const wanted = name.trim().toLowerCase();
  const find = (field: string) => facts.fields.find((column) => column.field.toLowerCase() === field);
  const byLabel = () => facts.fields.find((column) => column.label.toLowerCase() === wanted);
  const alias = facts.aliases.get(wanted);
  const column = find(wanted) ?? (alias ? find(alias) : undefined) ?? byLabel();
  if (column) return column;
  throw new WeirError({
    code: 'unknown-field',
    message: `There is no field "${name}".`,
    hint: `Fields: ${facts.fields.map((f) => f.field).join(', ')}.`,
    details: { field: name },
  });
}

/** Arguments for a metric macro: the day, the period where the macro has one, the breakdown and the filter. */
export function macroArguments(
  facts: WorkspaceFacts,
  scope: Scope & { by?: string | undefined },
  options: { period: boolean; and?: string | undefined },
): Fragment {
  const keep = keepExpression(facts, scope, options.and);
  const parts = ['as_of := $as_of::DATE'];
  const params: Params = { as_of: new Inline(scope.asOf ?? facts.asOf), ...keep.params };
  if (options.period && scope.from) {
    parts.push('from_day := $from_day::DATE');
    params.from_day = new Inline(scope.from);
  }
  if (options.period && scope.to) {
    parts.push('to_day := $to_day::DATE');
    params.to_day = new Inline(scope.to);
  }
  if (scope.by) parts.push(`dim := o.${identifier(fieldColumn(facts, scope.by).field)}`);
  if (keep.sql) parts.push(`keep := ${keep.sql}`);
  return { sql: parts.join(', '), params };
}

/** The filter over one deal `o`, empty where there is none. */
export function keepExpression(facts: WorkspaceFacts, scope: Scope, and?: string): Fragment {
  const params: Params = {};
  const parts = scope.where.map((condition, i) => conditionSql(facts, condition, i, params));
  if (scope.pipeline !== undefined) {
    params.pipeline = new Inline(scope.pipeline);
    parts.push('o.pipeline = $pipeline');
  }
  if (and) parts.push(and);
  return { sql: parts.length > 0 ? `(${parts.join(' AND ')})` : '', params };
}

function conditionSql(facts: WorkspaceFacts, condition: Condition, index: number, params: Params): string {
  const column = fieldColumn(facts, condition.field);
  const name = `o.${identifier(column.field)}`;
  const text = column.type === 'text' ? name : `${name}::VARCHAR`;
  const values = condition.values.filter((value) => value !== null && value !== '');
  const names = values.map((value, i) => {
    params[`where_${index}_${i}`] = new Inline(value);
    return `$where_${index}_${i}`;
  });
  const some = names.length > 0 ? `${text} IN (${names.join(', ')})` : '';
  const empty = condition.values.length > values.length ? `coalesce(${text}, '') = ''` : '';
  return some && empty ? `(${some} OR ${empty})` : some || empty;
}

/** The statement with its parameters written in, to be shown and pasted; never run. */
export function shown({ sql, params }: Fragment): string {
  return ofWorkspace(sql).replaceAll(/\$(\w+)/g, (named, name: string) => {
    const value = params[name];
    if (value === undefined) return named;
    return literal(value instanceof Inline ? value.value : value);
  });
}

/** With the macros that any DuckDB client finds in the workspace, for those of months that are held in memory. */
function ofWorkspace(sql: string): string {
  return sql.replaceAll(heldMacro, 'weir.$1_narrow(');
}

const heldMacro = new RegExp(`${recentDatabase}\\.(\\w+)\\(`, 'g');
