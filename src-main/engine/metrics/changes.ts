import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import {
  type ChangeBucket,
  type ChangedDeal,
  type ChangesAnswer,
  changeBuckets,
} from '#shared/results/changes';
import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import { answer } from './answer';
import type { WorkspaceFacts } from './facts';
import { groupBy, sumOf } from './group-by';
import { narrowMacro } from './narrow-macro';
import type { Fragment } from './scope-sql';
import { twoDayArguments, twoDays } from './two-days';

type Scope = MethodParams<'metric.changes'>;
/** Cents: whole numbers, so that adding them up loses nothing. */
type Counted = { key: string | null; bucket: ChangeBucket; count: number; cents: number; unpriced: number };

/**
 * How the open pipeline came from what it was at the end of `from` to what it was at the end of `to`, both as known
 * then: one row a bucket, deals and signed amount, which add up to the end to the cent. Each deal takes one way; with
 * `gross` every change recorded in between counts for itself, and rows count moves.
 * Docs: docs/metrics.md, Changes.
 */
export async function changes(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<ChangesAnswer> {
  const { from, to, warnings } = twoDays(facts, scope);
  const macro = changeMacro('changes', facts, scope);
  const args = twoDayArguments(facts, scope, { from, to });
  const statement = { sql: `FROM weir.${macro}(${args.sql})`, params: args.params };
  const [{ backDated, undated }, deleted, found] = await Promise.all([
    connection.beside((other) => oddDates(other, facts, scope, { from, to })),
    connection.beside((other) => deletedWarnings(other, from, to)),
    connection.all<Counted>(
      `SELECT key, bucket, count, (amount * 100)::BIGINT AS cents, unpriced ${statement.sql}`,
      statement.params,
    ),
  ]);
  const totalOf = (bucket: ChangeBucket) => sumOf(inBucket(found, bucket), (row) => row.cents) / 100;
  const moved = new Set<ChangeBucket>(['start', 'end']);
  return {
    ...answer(
      'changes',
      facts,
      { ...scope, from, to },
      {
        n: sumOf(found, (row) => (row.bucket === 'start' || entries.has(row.bucket) ? row.count : 0)),
        rows: rowsOf(found, scope.by !== undefined),
        statement,
        warnings: [
          ...warnings,
          ...unpricedWarnings(sumOf(found, (row) => (moved.has(row.bucket) ? 0 : row.unpriced))),
          ...backDatedWarnings(backDated, from),
          ...undatedWarnings(undated),
          ...deleted,
        ],
      },
    ),
    from,
    to,
    gross: scope.gross,
    start: totalOf('start'),
    end: totalOf('end'),
    identityHolds: identityHolds(found),
    backDated,
    ...(scope.bucket ? { deals: await dealsOf(connection, facts, scope, args) } : {}),
  };
}

/** The macro of this name, net or gross, that knows the fields and the window asked for. */
export function changeMacro(
  name: 'changes' | 'change_deal',
  facts: WorkspaceFacts,
  scope: Omit<Scope, 'gross' | 'limit'> & { gross?: boolean | undefined },
): string {
  const macro = scope.gross ? `${name}_gross` : name;
  return scope.closeFrom || scope.closeTo ? macro : narrowMacro(macro, facts, scope);
}

const entries = new Set<ChangeBucket>(['new', 'reopened', 'moved-in', 'owner-in']);
const leavings = new Set<ChangeBucket>(['moved-out', 'owner-out', 'won', 'lost', 'deleted']);

function inBucket(rows: readonly Counted[], bucket: ChangeBucket): Counted[] {
  return rows.filter((row) => row.bucket === bucket);
}

/** In each group: start and all moves are the end, by cents and by deals. */
function identityHolds(all: readonly Counted[]): boolean {
  return [...groupBy(all, (row) => row.key).values()].every((rows) => {
    const sign = (bucket: ChangeBucket) => (bucket === 'end' ? -1 : 1);
    const deals = (row: Counted) => {
      if (row.bucket === 'start' || entries.has(row.bucket)) return row.count;
      return row.bucket === 'end' || leavings.has(row.bucket) ? -row.count : 0;
    };
    return sumOf(rows, (row) => sign(row.bucket) * row.cents) === 0 && sumOf(rows, deals) === 0;
  });
}

/** Every bucket of every group, in the order of the waterfall, empty ones too. */
function rowsOf(all: readonly Counted[], isGrouped: boolean): ChangesAnswer['rows'] {
  const groups = groupBy(all, (row) => row.key);
  if (!isGrouped && groups.size === 0) groups.set(null, []);
  return [...groups].flatMap(([key, rows]) =>
    changeBuckets.map((bucket) => {
      const own = inBucket(rows, bucket);
      return {
        key,
        bucket,
        count: sumOf(own, (row) => row.count),
        amount: sumOf(own, (row) => row.cents) / 100,
      };
    }),
  );
}

type DealQueryRow = Omit<ChangedDeal, 'amount' | 'before' | 'after'> &
  Record<'amount' | 'before' | 'after', number>;

async function dealsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  args: Fragment,
): Promise<ChangedDeal[]> {
  return connection.all<DealQueryRow>(
    `WITH shown AS (
      FROM weir.${changeMacro('change_deal', facts, scope)}(${args.sql})
      WHERE bucket = $bucket
      ORDER BY abs(amount) DESC, key
      LIMIT ${scope.limit}
    )
    SELECT d.grp AS key, o.id, d.life, o.name, o.owner, d.bucket, d.amount::DOUBLE AS amount,
      d.start_amount::DOUBLE AS before, d.end_amount::DOUBLE AS after
    FROM shown AS d
    JOIN (FROM weir.life($to_day::DATE) WHERE key IN (SELECT key FROM shown)) AS o ON o.key = d.key AND o.life = d.life
    ORDER BY abs(d.amount) DESC, d.key`,
    { ...args.params, bucket: scope.bucket ?? 'end' },
  );
}

/** Closings that bear an earlier date than they were recorded at, and new deals that nobody knows the first day of. */
async function oddDates(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  days: { from: string; to: string },
): Promise<{ backDated: number; undated: number }> {
  const asked = { ...scope, by: undefined, closeFrom: undefined, closeTo: undefined };
  const args = twoDayArguments(facts, asked, days);
  return connection.one(
    `SELECT back_dated AS "backDated", undated FROM weir.${narrowMacro('odd_dates', facts, asked)}(${args.sql})`,
    args.params,
  );
}

function backDatedWarnings(deals: number, from: string): Warning[] {
  if (deals === 0) return [];
  const message = `${counted(deals, 'closing was', 'closings were')} recorded later than the close date says, which is ${from} or before; they count when they were recorded.`;
  return [{ code: 'back-dated', message, details: { deals } }];
}

function undatedWarnings(deals: number): Warning[] {
  if (deals === 0) return [];
  const message = `${counted(deals, 'new deal has no creation date and counts', 'new deals have no creation date and count')} from the day of the first export that has ${deals === 1 ? 'it' : 'them'}.`;
  return [{ code: 'undated', message, details: { deals } }];
}

function unpricedWarnings(deals: number): Warning[] {
  if (deals === 0) return [];
  const message = `${counted(deals, 'move', 'moves')} of deals without an amount count as 0.`;
  return [{ code: 'no-amount', message, details: { deals } }];
}

async function deletedWarnings(connection: Connection, from: string, to: string): Promise<Warning[]> {
  const { deals } = await connection.one<{ deals: number }>(
    `SELECT count(*) AS deals FROM weir.left_out_deal
    WHERE reason IN ('deleted', 'missing') AND known_on > $from_day::DATE AND known_on <= $to_day::DATE`,
    { from_day: from, to_day: to },
  );
  if (deals === 0) return [];
  const message = `${counted(deals, 'deal was', 'deals were')} deleted between the days and count on no day, so not here either.`;
  return [{ code: 'deleted', message, details: { deals } }];
}
