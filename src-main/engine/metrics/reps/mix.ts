import { type Cell, chanceAt, fitLogistic } from '#engine/stats/logistic';
import { mixFields } from '#shared/model/mix-fields';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';
import type { Kinds } from './read-mix';

export type MixField = (typeof mixFields)[number];

/** Deals of one kind in one rank, as weir.rep_mix counts them. */
export type MixRow = Record<MixField, string | null> & {
  rank: number;
  size: number | null;
  skipped: boolean;
  n: number;
  k: number;
};

/** What tells kinds apart: each factor has so many values, 0 for none of them. */
type Factor = { name: string; values: number; placeOf: (row: Kind) => number };

/** A kind of deal, as weir.rep_kind lists them. */
export type Kind = Omit<MixRow, 'rank' | 'n' | 'k'>;

/** What each known kind of deal brings on by the pooled model: of each rank asked for, in the order of the kinds. */
export type Mix = {
  chances: number[][];
  labels: string[];
  spread: Map<number, number>;
};

/**
 * The share that goes on by kind of deal, learned from all reps together and without knowing them: one logistic model a rank,
 * over segment, source, type, size and whether the deal skipped the stages before. Effects that add up need far fewer deals
 * than a rate for each combination, of which most would rest on the deals of one rep.
 */
export function mixOf(
  rows: readonly MixRow[],
  ranks: readonly number[],
  facts: WorkspaceFacts,
  { words, known }: Pick<Kinds, 'words' | 'known'>,
): Mix {
  const factors = fewEnough(rows, words, ranks.length);
  const places = known.map((kind) => placesOf(kind, factors));
  const byRank = groupBy(rows, ({ rank }) => rank);
  const spread = new Map<number, number>();
  const chances = ranks.map((rank) => {
    const own = (byRank.get(rank) ?? []).map((row): Placed => ({ ...row, places: placesOf(row, factors) }));
    const { effects, offsets } = fitted(own, factors);
    spread.set(rank, spreadOf(own, effects, offsets));
    return places.map((kind) => chanceAt(oddsOf(kind, effects, offsets)));
  });
  return { chances, labels: labelsOf(factors, facts), spread };
}

/** Deals of one kind with the place of their value in each factor. */
type Placed = MixRow & { places: readonly number[] };

function placesOf(kind: Kind, factors: readonly Factor[]): number[] {
  return factors.map(({ placeOf }) => placeOf(kind));
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

/** Of so many kinds at most a question is about. */
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
  return {
    name,
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
      values: most - least + 1,
      placeOf: ({ size }) => (size === null ? usual : placed(size)),
    },
  ];
}

const skipFactor: Factor = {
  name: 'entry',
  values: 2,
  placeOf: ({ skipped }) => Number(skipped),
};

function usualSize(rows: readonly MixRow[]): number {
  const bySize = [...groupBy(rows, ({ size }) => size)].filter(([size]) => size !== null);
  const counted = bySize.map(([size, same]) => ({ size: size ?? 0, n: sumOf(same, ({ n }) => n) }));
  return counted.sort((a, b) => b.n - a.n || a.size - b.size)[0]?.size ?? 0;
}

/** The effects that hold for a kind: the one of all, and one for each factor whose value is not the usual. */
function levelsOf(places: readonly number[], offsets: readonly Int32Array[]): number[] {
  const levels = [0];
  for (let at = places.length - 1; at >= 0; at--) {
    const level = offsets[at]![places[at]!]!;
    if (level > 0) levels.push(level);
  }
  return levels;
}

function oddsOf(places: readonly number[], effects: Float64Array, offsets: readonly Int32Array[]): number {
  let odds = effects[0]!;
  for (let at = places.length - 1; at >= 0; at--) {
    const level = offsets[at]![places[at]!]!;
    if (level > 0) odds += effects[level]!;
  }
  return odds;
}

/** One model; values of few deals have no effect of their own. */
function fitted(rows: readonly Placed[], factors: readonly Factor[]) {
  let levels = 1;
  const offsets = factors.map(({ values }, at) => {
    const counts = new Float64Array(values);
    for (const row of rows) counts[row.places[at]!]! += row.n;
    const usual = counts.indexOf(Math.max(...counts));
    return Int32Array.from(counts, (n, value) => (value !== usual && n >= constants.mixCell ? levels++ : 0));
  });
  const cells = new Map<string, Cell>();
  for (const { places, n, k } of rows) {
    const kind = places.join();
    const cell = cells.get(kind) ?? { levels: levelsOf(places, offsets), n: 0, k: 0 };
    cells.set(kind, { ...cell, n: cell.n + n, k: cell.k + k });
  }
  return { effects: fitLogistic([...cells.values()], levels), offsets };
}

/** Variance of the log-odds of the deals. */
function spreadOf(rows: readonly Placed[], effects: Float64Array, offsets: readonly Int32Array[]): number {
  const n = sumOf(rows, (row) => row.n);
  if (n === 0) return 0;
  const odds = rows.map(({ places }) => oddsOf(places, effects, offsets));
  const mean = rows.reduce((sum, row, at) => sum + row.n * odds[at]!, 0) / n;
  return rows.reduce((sum, row, at) => sum + row.n * (odds[at]! - mean) ** 2, 0) / n;
}

function labelsOf(factors: readonly Factor[], facts: WorkspaceFacts): string[] {
  const named: Record<string, string> = { size: 'Size', entry: 'Entry stage' };
  return factors.map(
    ({ name }) => named[name] ?? facts.fields.find(({ field }) => field === name)?.label ?? name,
  );
}
