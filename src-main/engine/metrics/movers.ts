import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import { type Mover, type MoverKind, type MoversAnswer, moverKinds } from '#shared/results/movers';
import { answer } from './answer';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf, toCents } from './group-by';
import { lifeQuery } from './life-query';
import { narrowMacro } from './narrow-macro';
import { twoDayArguments, twoDays } from './two-days';

type Scope = MethodParams<'metric.movers'>;
type Moved = {
  kind: MoverKind | 'due';
  key: number;
  life: number;
  amount: number;
  before: number;
  after: number;
  deals: number;
  total: number;
};
type Named = Pick<Mover, 'id' | 'name' | 'owner' | 'closeBefore' | 'closeAfter'> & {
  key: number;
  life: number;
};

/**
 * What moved most in the open pipeline from the end of `from` to the end of `to`, by kind: how many deals, their amount
 * and the largest ones by name. Kinds are the buckets of changes, net, and the deals that were due and slipped.
 */
export async function movers(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<MoversAnswer> {
  const { from, to, warnings } = twoDays(facts, scope);
  const args = twoDayArguments(facts, scope, { from, to });
  const macro = narrowMacro('mover', facts, scope);
  const statement = { sql: `FROM weir.${macro}(${args.sql}, places := ${scope.limit})`, params: args.params };
  const moved = await connection.all<Moved>(
    `SELECT kind, key, life, amount::DOUBLE AS amount, start_amount::DOUBLE AS before, end_amount::DOUBLE AS after,
      deals, total::DOUBLE AS total
    ${statement.sql}`,
    statement.params,
  );
  const byKind = groupBy(moved, (row) => row.kind);
  const named = await namesOf(
    connection,
    moved.filter(({ kind }) => kind !== 'due'),
    { from, to },
  );
  const rows = moverKinds.flatMap((kind) => {
    const own = byKind.get(kind) ?? [];
    const [first] = own;
    if (!first) return [];
    const largest = own.flatMap((row) => {
      const deal = named.get(row.key);
      return deal ? [moverOf(row, deal)] : [];
    });
    return [{ kind, count: first.deals, amount: toCents(first.total), largest }];
  });
  return {
    ...answer(
      'movers',
      facts,
      { ...scope, from, to },
      {
        n: sumOf(rows, ({ count }) => count),
        rows,
        statement,
        warnings,
      },
    ),
    from,
    to,
    due: byKind.get('due')?.[0]?.deals ?? 0,
  };
}

function moverOf({ amount, before, after }: Moved, deal: Named): Mover {
  const { id, name, owner, closeBefore, closeAfter } = deal;
  return { id, name, owner, amount, before, after, closeBefore, closeAfter };
}

/** The few deals by their key, with what is known of them at the end of the last day. */
async function namesOf(
  connection: Connection,
  moved: readonly Moved[],
  { from, to }: { from: string; to: string },
): Promise<Map<number, Named>> {
  const keys = [...new Set(moved.map(({ key }) => key))];
  if (keys.length === 0) return new Map();
  const rows = await connection.all<Named>(
    `WITH asked AS MATERIALIZED (
      FROM weir.lives WHERE key IN (${keys.join(', ')})
    ),
    was AS (
      ${lifeQuery('asked', '$from_day::DATE')}
    ),
    known AS (
      ${lifeQuery('asked', '$to_day::DATE')}
    )
    SELECT o.key, o.life, o.id, o.name, o.owner, was.expected_close::VARCHAR AS closeBefore,
      o.expected_close::VARCHAR AS closeAfter
    FROM known AS o
    LEFT JOIN was ON was.key = o.key AND was.life = o.life
    ORDER BY o.key, o.life`,
    { from_day: from, to_day: to },
  );
  // Of a deal that came back the newest life is the last row.
  return new Map(rows.map((row) => [row.key, row]));
}
