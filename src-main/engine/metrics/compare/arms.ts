import { type Connection, Inline } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { CompareParams } from '#shared/contract/compare-params';
import { WeirError } from '#shared/contract/errors';
import { addDays, daysBetween } from '#shared/time/day';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { isNarrow } from '../narrow-macro';
import { fieldColumn } from '../scope-sql';

export type Arm = { label: string; scope: MetricScope };
export type Arms = { kind: 'split' | 'groups' | 'periods'; base: Arm; compared: Arm };

/** Groups that are compared with are named one by one, so that their deals can be listed; more are refused. */
const mostValues = 2000;

/** The two sides that the parameters ask for, as scopes of their own. Error: `invalid-input` where they ask for none. */
export async function armsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  params: CompareParams,
): Promise<Arms> {
  const scope = plainScope(params);
  const ways = [params.splitDate, params.by, params.baseFrom ?? params.baseTo].filter((way) => way);
  if (ways.length > 1) {
    throw new WeirError({
      code: 'invalid-input',
      message: 'A comparison is of a date, of groups or of periods; more than one of them is given.',
      hint: 'Keep one of split date, breakdown field and base period.',
    });
  }
  if (params.splitDate) return split(scope, params.splitDate, params.transition);
  if (params.by) return groups(connection, facts, scope, params.by, params.groups);
  return periods(facts, scope, params);
}

function plainScope({ asOf, from, to, where, pipeline, weight, cleanUps }: CompareParams): MetricScope {
  return { asOf, from, to, where, pipeline, weight, cleanUps };
}

function split(scope: MetricScope, day: string, transition: number): Arms {
  const [last, first] = [addDays(day, -1), addDays(day, transition)];
  if ((scope.from && scope.from > last) || (scope.to && scope.to < first)) {
    throw new WeirError({
      code: 'invalid-input',
      message: `The period leaves nothing on one side of ${day}.`,
      hint: 'Choose a split date inside the period, or widen the period.',
    });
  }
  return {
    kind: 'split',
    base: { label: `before ${day}`, scope: { ...scope, to: last } },
    compared: { label: `since ${first}`, scope: { ...scope, from: first } },
  };
}

function periods(facts: WorkspaceFacts, scope: MetricScope, params: CompareParams): Arms {
  const { baseFrom, baseTo } = params;
  if (!scope.from) {
    throw new WeirError({
      code: 'invalid-input',
      message: 'What is to be compared is missing.',
      hint: 'Give a split date, a field to compare groups of, or the first day of a period.',
    });
  }
  const to = scope.to ?? scope.asOf ?? facts.asOf;
  const length = daysBetween(scope.from, to);
  const before = { from: addDays(scope.from, -1 - length), to: addDays(scope.from, -1) };
  const base = baseFrom || baseTo ? { from: baseFrom, to: baseTo } : before;
  return {
    kind: 'periods',
    base: { label: named(base.from, base.to), scope: { ...scope, from: base.from, to: base.to } },
    compared: { label: named(scope.from, to), scope: { ...scope, to } },
  };
}

function named(from: string | undefined, to: string | undefined): string {
  return `${from ?? 'start'} to ${to ?? 'end'}`;
}

async function groups(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
  by: string,
  chosen: readonly (string | null)[],
): Promise<Arms> {
  const column = identifier(fieldColumn(facts, by).field);
  const life = isNarrow(facts, by) ? 'narrow_life_at' : 'life';
  const counted = await connection.all<{ value: string | null }>(
    `SELECT nullif(${column}::VARCHAR, '') AS value FROM weir.${life}($as_of::DATE)
    GROUP BY value ORDER BY value IS NULL, count(*) DESC, value LIMIT ${mostValues + 1}`,
    { as_of: new Inline(scope.asOf ?? facts.asOf) },
  );
  const values = counted.map(({ value }) => value);
  const [first, second] = chosen.length > 0 ? chosen : values;
  for (const value of chosen) if (!values.includes(value)) throw unknownValue(by, value, values);
  if (first === undefined || values.length < 2) {
    throw new WeirError({
      code: 'invalid-input',
      message: `There are no two groups to compare by "${by}".`,
      hint: 'Choose a field with two values or more.',
    });
  }
  const rest = values.filter((value) => value !== first);
  if (second === undefined && values.length > mostValues) {
    throw new WeirError({
      code: 'invalid-input',
      message: `"${by}" has more than ${mostValues.toLocaleString('en')} values, too many to compare one with all others.`,
      hint: 'Name two groups.',
    });
  }
  const arm = (label: string, of: (string | null)[]): Arm => ({
    label,
    scope: { ...scope, where: [...scope.where, { field: by, values: of }] },
  });
  // One group is looked at beside all others; of two, the first named is what the second is measured by.
  return second === undefined
    ? { kind: 'groups', base: arm('all others', rest), compared: arm(first ?? '(empty)', [first]) }
    : {
        kind: 'groups',
        base: arm(first ?? '(empty)', [first]),
        compared: arm(second ?? '(empty)', [second]),
      };
}

function unknownValue(by: string, value: string | null, values: readonly (string | null)[]): WeirError {
  const some = values.slice(0, 20).map((known) => known ?? '(empty)');
  return new WeirError({
    code: 'invalid-input',
    message: `No deal has "${value ?? ''}" in "${by}".`,
    hint: `Values: ${some.join(', ')}${values.length > 20 ? ', …' : ''}.`,
  });
}
