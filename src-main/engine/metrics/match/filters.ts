import { type Connection, Inline } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { MetricScope } from '../answer';
import { constants } from '../constants';
import type { FieldColumn, WorkspaceFacts } from '../facts';
import { keepExpression } from '../scope-sql';

/** Say nothing that the figures do not count by themselves, or are of the newest day alone. */
const passedOver = new Set(
  'id name outcome evidence amount_origin is_missing is_won is_closed status next_step'.split(' '),
);
const usual = 'pipeline owner team region segment source lead_type product stage currency'.split(' ');

/** Fields by whose values a figure may be filtered, the usual ones first: of few values, and not asked for already. */
export async function filterFields(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<FieldColumn[]> {
  const asked = new Set(scope.where.map(({ field }) => field.toLowerCase()));
  const fields = facts.fields.filter(
    ({ field, type }) =>
      (type === 'text' || type === 'boolean') &&
      !passedOver.has(field) &&
      !asked.has(field.toLowerCase()) &&
      !(field === 'pipeline' && scope.pipeline !== undefined),
  );
  if (fields.length === 0) return [];
  const keep = keepExpression(facts, scope);
  const values = await connection.one<Record<string, number>>(
    `SELECT ${fields.map(({ field }, i) => `approx_count_distinct(o.${identifier(field)}) AS n${i}`).join(', ')}
    FROM weir.life($as_of::DATE) AS o ${keep.sql ? `WHERE ${keep.sql}` : ''}`,
    { as_of: new Inline(scope.asOf ?? facts.asOf), ...keep.params },
  );
  const place = ({ field }: FieldColumn) => (usual.includes(field) ? usual.indexOf(field) : usual.length);
  return fields
    .filter((_, i) => (values[`n${i}`] ?? 0) > 0 && (values[`n${i}`] ?? 0) <= constants.matchValues)
    .sort((a, b) => place(a) - place(b))
    .slice(0, constants.matchFields);
}
