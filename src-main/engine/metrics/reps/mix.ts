import { identifier } from '#engine/query/sql-text';
import { type Cell, chanceAt, fitLogistic, logOdds } from '#engine/stats/logistic';
import { mixFields } from '#shared/model/mix-fields';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';

export type MixField = (typeof mixFields)[number];

/** Deals of one kind in one rank, as weir.rep_mix counts them. */
export type MixRow = Record<MixField, string | null> & {
  rank: number;
  size: number | null;
  skipped: boolean;
  n: number;
  k: number;
};

/** How kinds of deals are numbered: each factor has so many values, 0 for none of them. */
type Factor = { name: string; sql: string; values: number; placeOf: (row: MixRow) => number };

/** Numbers of kinds of deals, the share that goes on of each, and the number of a deal's kind in SQL. */
type Chances = { sql: string; kinds: number[]; chances: number[] };

/** What each kind of deal brings on by the pooled model; `known` of deals whose kind was numbered beforehand. */
export type Mix = {
  any: Chances;
  known: Chances;
  labels: string[];
  spread: Map<number, number>;
};

/** A kind of deal that was numbered beforehand, from weir.rep_kind. */
export type KnownKind = Omit<MixRow, 'rank' | 'n' | 'k'> & { kind: number };

/**
 * The share that goes on by kind of deal, learned from all reps together and without knowing them: one logistic model a rank,
 * over segment, source, type, size and whether the deal skipped the stages before. Effects that add up need far fewer deals
 * than a rate for each combination, of which most would rest on the deals of one rep.
 */
export function mixOf(
  rows: readonly MixRow[],
  ranks: readonly number[],
  facts: WorkspaceFacts,
  listed: ReadonlyMap<MixField, readonly string[]>,
  known: readonly KnownKind[],
): Mix {
  const factors = fewEnough(rows, listed, ranks.length);
  const kinds = factors.reduce((product, { values }) => product * values, 1);
  const chances = new Array<number>(kinds * ranks.length).fill(0);
  const numbered: Omit<Chances, 'sql'> = { kinds: [], chances: [] };
  const ofKnown = known.map((row) => kindOf({ ...row, rank: 0, n: 0, k: 0 }, factors));
  const byRank = groupBy(rows, ({ rank }) => rank);
  const spread = new Map<number, number>();
  ranks.forEach((rank, place) => {
    const own = byRank.get(rank) ?? [];
    const { effects, offsets } = fitted(own, factors);
    for (let kind = 0; kind < kinds; kind++) {
      chances[place * kinds + kind] = chanceAt(logOdds(effects, levelsOf(kind, factors, offsets)));
    }
    known.forEach(({ kind }, at) => {
      numbered.kinds.push(place * mostKnown + kind);
      numbered.chances.push(chances[place * kinds + ofKnown[at]!]!);
    });
    spread.set(
      rank,
      spreadOf(own, (row) => logOdds(effects, levelsOf(kindOf(row, factors), factors, offsets))),
    );
  });
  const place = placeSql(ranks);
  const any = { sql: kindSql(place, factors), kinds: chances.map((_, number) => number), chances };
  return {
    any,
    // Working out the number of a kind takes longer than all else.
    known: known.length === 0 ? any : { sql: `(${place}) * ${mostKnown} + o.kind`, ...numbered },
    labels: labelsOf(factors, facts),
    spread,
  };
}

/** Numbers of kinds grow with the product of their values; where they would be too many, rarer values are put together. */
function fewEnough(
  rows: readonly MixRow[],
  listed: ReadonlyMap<MixField, readonly string[]>,
  ranks: number,
): Factor[] {
  for (let most: number = constants.mixValues; ; most = Math.floor(most / 2)) {
    const fields = mixFields.flatMap((name) => {
      const known = listed.get(name);
      return known && most > 0 ? [fieldFactor(name, known, rows, most)] : [];
    });
    const factors = [...fields, ...sizeFactor(rows), skipFactor];
    if (most === 0 || ranks * factors.reduce((product, { values }) => product * values, 1) <= mostKinds)
      return factors;
  }
}

/** So many numbers travel with a question at most. */
const mostKinds = 20_000;

/** The most frequent values one by one, the others and none of them together. */
function fieldFactor(
  name: MixField,
  known: readonly string[],
  rows: readonly MixRow[],
  most: number,
): Factor {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[name] ?? '', (counts.get(row[name] ?? '') ?? 0) + row.n);
  const isWhole = known.length <= most;
  const byCount = (a: string, b: string) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0);
  const kept = isWhole ? known : [...known].sort(byCount).slice(0, most);
  const places = new Map(kept.map((word, at) => [word, at + 1]));
  const code = `enum_code(o.${identifier(name)})::INTEGER + 1`;
  const list = known.map((word) => places.get(word) ?? 0).join(', ');
  return {
    name,
    sql: `coalesce(${isWhole ? code : `list_extract([${list}], ${code})`}, 0)`,
    values: kept.length + 1,
    placeOf: (row) => places.get(row[name] ?? '') ?? 0,
  };
}

/** Being priced late, or never, is no size: such deals count as the usual one. */
function sizeFactor(rows: readonly MixRow[]): Factor[] {
  const sizes = rows.flatMap(({ size }) => (size === null ? [] : [size]));
  if (sizes.length === 0) return [];
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const usual = usualSize(rows) - least;
  const placed = (size: number) => Math.min(most, Math.max(least, size)) - least;
  return [
    {
      name: 'size',
      // DuckDB's least and greatest pass over NULL.
      sql: `CASE WHEN o.size IS NULL THEN ${usual} ELSE least(greatest(o.size::INTEGER, ${least}), ${most}) - ${least} END`,
      values: most - least + 1,
      placeOf: ({ size }) => (size === null ? usual : placed(size)),
    },
  ];
}

const skipFactor: Factor = {
  name: 'entry',
  sql: 'o.skipped::INTEGER',
  values: 2,
  placeOf: ({ skipped }) => Number(skipped),
};

function usualSize(rows: readonly MixRow[]): number {
  const bySize = [...groupBy(rows, ({ size }) => size)].filter(([size]) => size !== null);
  const counted = bySize.map(([size, same]) => ({ size: size ?? 0, n: sumOf(same, ({ n }) => n) }));
  return counted.sort((a, b) => b.n - a.n || a.size - b.size)[0]?.size ?? 0;
}

function kindOf(row: MixRow, factors: readonly Factor[]): number {
  return factors.reduce((kind, { values, placeOf }) => kind * values + placeOf(row), 0);
}

/** Numbers of weir.rep_kind lie below. */
const mostKnown = 65_536;

/** The place of a deal's rank among those asked for, in SQL. */
function placeSql(ranks: readonly number[]): string {
  const [first = 0] = ranks;
  const inRanks = ranks.every((rank, at) => rank === first + at);
  return inRanks ? `o.rank::INTEGER - ${first}` : `list_position([${ranks.join(', ')}], o.rank::INTEGER) - 1`;
}

/** The number in SQL, ranks first; of an expression for each factor. */
function kindSql(place: string, factors: readonly Factor[]): string {
  return factors.reduce((sql, factor) => `(${sql}) * ${factor.values} + ${factor.sql}`, place);
}

/** The effects that hold for a kind: the one of all, and one for each factor whose value is not the usual. */
function levelsOf(kind: number, factors: readonly Factor[], offsets: readonly Int32Array[]): number[] {
  const levels = [0];
  let rest = kind;
  for (let at = factors.length - 1; at >= 0; at--) {
    const { values } = factors[at]!;
    const level = offsets[at]![rest % values]!;
    if (level > 0) levels.push(level);
    rest = Math.floor(rest / values);
  }
  return levels;
}

/** One model; values of few deals have no effect of their own. */
function fitted(rows: readonly MixRow[], factors: readonly Factor[]) {
  let levels = 1;
  const offsets = factors.map(({ values, placeOf }) => {
    const counts = new Float64Array(values);
    for (const row of rows) counts[placeOf(row)]! += row.n;
    const usual = counts.indexOf(Math.max(...counts));
    return Int32Array.from(counts, (n, value) => (value !== usual && n >= constants.mixCell ? levels++ : 0));
  });
  const cells = [...groupBy(rows, (row) => kindOf(row, factors))].map(
    ([kind, same]): Cell => ({
      levels: levelsOf(kind, factors, offsets),
      n: sumOf(same, ({ n }) => n),
      k: sumOf(same, ({ k }) => k),
    }),
  );
  return { effects: fitLogistic(cells, levels), offsets };
}

/** Variance of the log-odds of the deals. */
function spreadOf(rows: readonly MixRow[], oddsOf: (row: MixRow) => number): number {
  const n = sumOf(rows, (row) => row.n);
  if (n === 0) return 0;
  const mean = sumOf(rows, (row) => row.n * oddsOf(row)) / n;
  return sumOf(rows, (row) => row.n * (oddsOf(row) - mean) ** 2) / n;
}

function labelsOf(factors: readonly Factor[], facts: WorkspaceFacts): string[] {
  const named: Record<string, string> = { size: 'Size', entry: 'Entry stage' };
  return factors.map(
    ({ name }) => named[name] ?? facts.fields.find(({ field }) => field === name)?.label ?? name,
  );
}
