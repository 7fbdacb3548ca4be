import { type Connection, Inline } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import type { Target, TargetRow, TargetsResult } from '#shared/results/plan';
import type { NamedPeriod } from '#shared/time/period';
import type { WorkspaceFacts } from '../facts';
import { sumOf } from '../group-by';
import { askedPeriod } from './asked-period';

/** The targets that hold, and what each group's is in the period that is asked for. */
export async function targets(
  connection: Connection,
  facts: WorkspaceFacts,
  { period, asOf = facts.asOf }: MethodParams<'targets.list'>,
): Promise<TargetsResult> {
  const asked = askedPeriod(facts, period, asOf);
  const rows = await targetRows(connection, asked);
  const list = await targetList(connection, asked);
  return {
    period: asked.label,
    from: asked.from,
    to: asked.to,
    target: rows.find((row) => row.field === 'company') ?? null,
    rows,
    targets: list,
    warnings: [
      ...partWarnings(rows),
      ...sumWarnings(rows),
      ...unpriced(list),
      ...(await unknown(connection, rows)),
    ],
  };
}

/** What each group is to sell from one day to another: weir.target_of. */
export function targetRows(connection: Connection, { from, to }: NamedPeriod): Promise<TargetRow[]> {
  return connection.all<TargetRow>(
    `SELECT field, value, amount::DOUBLE AS amount, source, parts, covered::DOUBLE AS covered
    FROM weir.target_of($from_day::DATE, $to_day::DATE)
    ORDER BY list_position(['company', 'team', 'owner'], field), value`,
    { from_day: new Inline(from), to_day: new Inline(to) },
  );
}

function targetList(connection: Connection, { from, to }: NamedPeriod): Promise<Target[]> {
  return connection.all<Target>(
    `SELECT
      t.field, t.value, t.from_day AS "from", t.to_day AS "to", t.amount::DOUBLE AS amount, t.source,
      s.entered_by AS author, s.entered_at AS "at", CASE WHEN t.source = 'set' THEN i.amount::DOUBLE END AS instead
    FROM weir.target_by_group() AS t
    LEFT JOIN weir.set_target() AS s
      ON t.source = 'set' AND s.from_day = t.from_day AND s.to_day = t.to_day
      AND coalesce(s.owner, s.team) IS NOT DISTINCT FROM t.value
      AND (s.owner IS NOT NULL) = (t.field = 'owner')
    LEFT JOIN (
      SELECT CASE WHEN owner IS NOT NULL THEN 'owner' WHEN team IS NOT NULL THEN 'team' ELSE 'company' END AS field,
        coalesce(owner, team) AS value, from_day, to_day, sum(amount) AS amount
      FROM weir.imported_target() GROUP BY ALL
    ) AS i
      ON i.field = t.field AND i.value IS NOT DISTINCT FROM t.value AND i.from_day = t.from_day AND i.to_day = t.to_day
    WHERE t.from_day <= $to_day::DATE AND t.to_day >= $from_day::DATE
    ORDER BY list_position(['company', 'team', 'owner'], t.field), t.value, t.from_day, t.to_day`,
    { from_day: from, to_day: to },
  );
}

function partWarnings(rows: readonly TargetRow[]): Warning[] {
  const part = rows.filter(({ covered }) => covered < 0.999);
  if (part.length === 0) return [];
  const message =
    part.length === rows.length
      ? 'The targets are for a part of the period only; what is missing counts as nothing.'
      : `${part.length} of ${rows.length} targets are for a part of the period only; what is missing counts as nothing.`;
  return [{ code: 'target-part', message, details: { values: part.map(({ value }) => value) } }];
}

/** A company's own target and those of its owners are seldom the same; how far apart they are is worth knowing. */
function sumWarnings(rows: readonly TargetRow[]): Warning[] {
  const company = rows.find(({ field }) => field === 'company');
  const owners = rows.filter(({ field }) => field === 'owner');
  if (!company || company.source === 'owners' || owners.length === 0) return [];
  const sum = sumOf(owners, ({ amount }) => amount);
  if (Math.abs(sum - company.amount) <= 0.005 * company.amount) return [];
  const share = company.amount > 0 ? `${Math.round((sum / company.amount) * 100)} % of ` : 'not ';
  return [
    {
      code: 'target-sum',
      message: `The targets of the owners come to ${share}that of the company.`,
      details: { company: company.amount, owners: sum },
    },
  ];
}

function unpriced(list: readonly Target[]): Warning[] {
  const unknown = list.filter(({ amount }) => amount === null).length;
  if (unknown === 0) return [];
  const message = `${unknown} targets are in a currency without a rate and are left out.`;
  return [{ code: 'target-currency', message, details: { targets: unknown } }];
}

async function unknown(connection: Connection, rows: readonly TargetRow[]): Promise<Warning[]> {
  const owners = rows.filter(({ field }) => field === 'owner').map(({ value }) => value);
  if (owners.length === 0) return [];
  const known = await connection.all<{ owner: string }>('SELECT DISTINCT owner FROM weir.opportunity');
  const names = new Set(known.map(({ owner }) => owner));
  const missing = owners.filter((owner): owner is string => owner !== null && !names.has(owner));
  if (missing.length === 0) return [];
  const some = missing.slice(0, 3).join(', ');
  return [
    {
      code: 'target-owner',
      message: `${missing.length === 1 ? 'One owner has a target and no deal' : `${missing.length} owners have a target and no deal`}: ${some}${missing.length > 3 ? ', …' : ''}.`,
      details: { owners: missing },
    },
  ];
}
