import { type Connection, Inline } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { type MixCell, mantelHaenszel, mixShift } from '#engine/stats/mix-shift';
import { benjaminiHochberg } from '#engine/stats/multiple-testing';
import { narrowFields } from '#shared/model/fields';
import { type MixSplit, smallerGroups } from '#shared/results/compare';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy } from '../group-by';
import { fieldColumn } from '../scope-sql';
import type { Arm, Arms } from './arms';
import { followedIn } from './followed';

type Row = { fields: number; n: number; won: number; [field: string]: string | number | null };

/**
 * Splits of the difference by one field and by two, over the fields that every list of deals may have, where groups of 30
 * deals are in both sides. The largest effect of mix first; p-values corrected for the number of splits.
 */
export async function mixSplits(
  connection: Connection,
  facts: WorkspaceFacts,
  arms: Arms,
  options: { age: number; by: string | undefined },
): Promise<MixSplit[]> {
  const skip = options.by === undefined ? null : fieldColumn(facts, options.by).field;
  const fields = await splitFields(connection, facts, arms.base.scope.asOf ?? facts.asOf, skip);
  if (fields.length === 0) return [];
  const sets = [
    ...fields.map((field) => [field]),
    ...fields.flatMap((a, i) => fields.slice(i + 1).map((b) => [a, b])),
  ];
  const base = await cellsOf(connection, facts, arms.base, { age: options.age, fields, sets });
  const compared = await cellsOf(connection, facts, arms.compared, { age: options.age, fields, sets });
  const splits = sets.flatMap(
    (set, i) => splitOf(facts, set, base.get(i) ?? [], compared.get(i) ?? []) ?? [],
  );
  const p = benjaminiHochberg(splits.map((split) => split.p));
  return splits
    .map((split, i) => ({ ...split, adjusted: p[i]!, matters: split.matters && p[i]! <= constants.scanRate }))
    .sort((a, b) => Number(b.matters) - Number(a.matters) || Math.abs(b.mixEffect) - Math.abs(a.mixEffect));
}

/** Fields with at least two and not too many values. */
async function splitFields(connection: Connection, facts: WorkspaceFacts, asOf: string, skip: string | null) {
  const known = narrowFields.filter((field) => field !== skip && facts.fields.some((f) => f.field === field));
  if (known.length === 0) return [];
  const counts = await connection.one<Record<string, number>>(
    `SELECT ${known.map((field) => `approx_count_distinct(${identifier(field)}) AS ${identifier(field)}`).join(', ')}
    FROM weir.narrow_life_at($as_of::DATE)`,
    { as_of: new Inline(asOf) },
  );
  return known.filter((field) => counts[field]! >= 2 && counts[field]! <= constants.scanValues);
}

/** Followed and won deals of one side by every set of fields, in one reading; the place of the set is the key. */
async function cellsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  arm: Arm,
  { age, fields, sets }: { age: number; fields: string[]; sets: string[][] },
): Promise<Map<number, Row[]>> {
  const { sql, params } = followedIn(facts, arm, age);
  const list = fields.map(identifier).join(', ');
  // Counted by all fields first: there are far fewer kinds of deals than deals.
  const rows = await connection.all<Row>(
    `WITH kind AS (SELECT ${list}, count(*) AS n, sum(won) AS won FROM ${sql} GROUP BY ALL)
    SELECT grouping(${list})::INTEGER AS fields, sum(n)::DOUBLE AS n, sum(won)::DOUBLE AS won,
      ${fields.map((field) => `nullif(${identifier(field)}::VARCHAR, '') AS ${identifier(field)}`).join(', ')}
    FROM kind GROUP BY GROUPING SETS (${sets.map((set) => `(${set.map(identifier).join(', ')})`).join(', ')})`,
    params,
  );
  const all = 2 ** fields.length - 1;
  const place = new Map(
    sets.map((set, i) => [
      set.reduce((mask, field) => mask - 2 ** (fields.length - 1 - fields.indexOf(field)), all),
      i,
    ]),
  );
  return groupBy(rows, (row) => place.get(row.fields) ?? -1);
}

function splitOf(facts: WorkspaceFacts, fields: string[], base: Row[], compared: Row[]): MixSplit | null {
  const cells = cellsByKey(fields, base, compared);
  if (cells.filter(([key]) => key !== smallerGroups).length < 2) return null;
  const shift = mixShift(cells.map(([, cell]) => cell));
  if (!shift) return null;
  const { total0, total1, difference, rateEffect, mixEffect, standardised, mixP } = shift;
  const [n0, n1] = [sum(cells, (cell) => cell.n0), sum(cells, (cell) => cell.n1)];
  const se = Math.sqrt((total0 * (1 - total0)) / n0 + (total1 * (1 - total1)) / n1);
  const reversed = Math.sign(difference) * Math.sign(rateEffect) < 0 && Math.abs(mixEffect) > se;
  const large = Math.abs(mixEffect) > 0.5 * Math.abs(difference) && Math.abs(difference) > se;
  return {
    fields,
    labels: fields.map((field) => fieldColumn(facts, field).label),
    base: total0,
    compared: total1,
    difference,
    rateEffect,
    mixEffect,
    standardised,
    oddsRatio: mantelHaenszel(cells.map(([, cell]) => cell)).oddsRatio,
    p: mixP,
    adjusted: mixP,
    reversed,
    matters: reversed || large,
    cells: cells.map(([key, { n0, n1 }], i) => ({ key, n0, n1, ...shift.cells[i]! })),
  };
}

/** Cells that both sides have enough deals in; what is smaller goes together, so that totals stay whole. */
function cellsByKey(fields: string[], base: Row[], compared: Row[]): [string, MixCell][] {
  const found = new Map<string, MixCell>();
  const keyOf = (row: Row) => fields.map((field) => row[field] ?? '(empty)').join(' · ');
  const cell = (key: string) => found.get(key) ?? { n0: 0, won0: 0, n1: 0, won1: 0 };
  for (const row of base) found.set(keyOf(row), { ...cell(keyOf(row)), n0: row.n, won0: row.won });
  for (const row of compared) found.set(keyOf(row), { ...cell(keyOf(row)), n1: row.n, won1: row.won });
  const isLarge = ([, { n0, n1 }]: [string, MixCell]) => Math.min(n0, n1) >= constants.scanCell;
  const cells = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const small = cells.filter((entry) => !isLarge(entry));
  if (small.length === 0) return cells;
  const rest: MixCell = {
    n0: sum(small, (one) => one.n0),
    won0: sum(small, (one) => one.won0),
    n1: sum(small, (one) => one.n1),
    won1: sum(small, (one) => one.won1),
  };
  return [...cells.filter(isLarge), [smallerGroups, rest]];
}

function sum(cells: readonly [string, MixCell][], of: (cell: MixCell) => number): number {
  return cells.reduce((all, [, cell]) => all + of(cell), 0);
}
