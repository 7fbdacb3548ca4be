/**
 * What every survival estimator here reads: how many subjects won, lost or were last seen open at each
 * distinct age t (days, ascending). Counts may be fractional when subjects carry weights.
 * `entered` holds delayed entry: how many came under observation at age t. Absent, all are seen from the
 * start; entries at t = 0 mean the same and are at risk at t = 0 too.
 */
export type RiskTable = {
  t: Float64Array;
  won: Float64Array;
  lost: Float64Array;
  censored: Float64Array;
  entered?: Float64Array;
};

export type RiskRow = { t: number; won: number; lost: number; censored: number; entered?: number };

/**
 * Sorts rows by age and adds up rows of equal age, so that single subjects and aggregates may be mixed.
 * Throws RangeError for a negative or non-finite age or count: such rows belong in quarantine, not in a curve.
 */
export function riskTable(rows: Iterable<RiskRow>): RiskTable {
  const sorted = Array.from(rows, checkedRow).sort((a, b) => a.t - b.t);
  const distinct = sorted.reduce((count, row, i) => count + (row.t === sorted[i - 1]?.t ? 0 : 1), 0);
  const column = () => new Float64Array(distinct);
  const table = { t: column(), won: column(), lost: column(), censored: column() };
  const entered = column();
  let at = -1;
  for (const row of sorted) {
    if (at < 0 || row.t !== table.t[at]) table.t[++at] = row.t;
    table.won[at]! += row.won;
    table.lost[at]! += row.lost;
    table.censored[at]! += row.censored;
    entered[at]! += row.entered ?? 0;
  }
  return sorted.some((row) => row.entered !== undefined) ? { ...table, entered } : table;
}

/** Cells of a count by age and by what became of its subjects, ages ascending; several cells may share an age. */
export type RiskCells = { t: ArrayLike<number>; fate: ArrayLike<number>; weight: ArrayLike<number> };

/** The column of a risk table that each fate adds to. */
export type Fates = Readonly<Record<number, 'won' | 'lost' | 'censored'>>;

/**
 * The table of the cells from row `from` up to, not including, `to`, without making an object of each: counts of a
 * million deals come as a hundred thousand cells. Throws RangeError for ages that do not ascend and as riskTable does.
 */
export function riskTableOf(cells: RiskCells, fates: Fates, from = 0, to = cells.t.length): RiskTable {
  let distinct = 0;
  for (let i = from; i < to; i++) {
    if (i > from && cells.t[i]! < cells.t[i - 1]!) throw new RangeError('Ages of cells have to ascend');
    if (i === from || cells.t[i] !== cells.t[i - 1]) distinct++;
  }
  const column = () => new Float64Array(distinct);
  const table = { t: column(), won: column(), lost: column(), censored: column() };
  let at = -1;
  for (let i = from; i < to; i++) {
    const [t, weight] = [cells.t[i]!, cells.weight[i]!];
    if (!(t >= 0) || Number.isNaN(weight)) throw new RangeError(`Not an age with a count: ${t}, ${weight}`);
    if (at < 0 || t !== table.t[at]) table.t[++at] = t;
    table[fates[cells.fate[i]!]!][at]! += weight;
  }
  for (const counts of [table.won, table.lost, table.censored]) settleCounts(counts);
  return table;
}

/** Counts of each outcome by age, ages ascending; several rows may share an age. */
export type RiskCounts = { [outcome in 't' | 'won' | 'lost' | 'censored']: ArrayLike<number> };

/**
 * The table of the rows from `from` up to, not including, `to`, without the ages that nothing is left at. Throws RangeError
 * as riskTableOf does.
 */
export function riskTableFrom(counts: RiskCounts, from = 0, to = counts.t.length): RiskTable {
  const column = () => new Float64Array(to - from);
  const table = { t: column(), won: column(), lost: column(), censored: column() };
  let length = 0;
  for (let i = from; i < to; ) {
    const t = counts.t[i]!;
    const row = { won: 0, lost: 0, censored: 0 };
    for (; i < to && counts.t[i] === t; i++) {
      row.won += counts.won[i]!;
      row.lost += counts.lost[i]!;
      row.censored += counts.censored[i]!;
    }
    if (!(t >= 0) || (i < to && counts.t[i]! < t)) throw new RangeError(`Not ages that ascend from 0: ${t}`);
    if (row.won === 0 && row.lost === 0 && row.censored === 0) continue;
    table.t[length] = t;
    table.won[length] = row.won;
    table.lost[length] = row.lost;
    table.censored[length++] = row.censored;
  }
  const { won, lost, censored } = table;
  for (const outcome of [won, lost, censored]) settleCounts(outcome);
  const first = (values: Float64Array) => values.subarray(0, length);
  return { t: first(table.t), won: first(won), lost: first(lost), censored: first(censored) };
}

/** Cells may take away what others of the same age count; what remains below 0 by rounding is 0. */
function settleCounts(counts: Float64Array): void {
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! >= 0) continue;
    if (counts[i]! < -1e-6) throw new RangeError(`Not a count: ${counts[i]}`);
    counts[i] = 0;
  }
}

/** Number of subjects (sum of weights): everyone leaves exactly once, by winning, losing or censoring. */
export function subjects(table: RiskTable): number {
  let sum = 0;
  for (let i = 0; i < table.t.length; i++) sum += exits(table, i);
  return sum;
}

/**
 * Number at risk at each t: subjects with entry < t <= exit. A subject censored at t is at risk at t
 * (events come before censorings at ties). Throws RangeError when more leave than have entered, which
 * happens when a delayed entry is not before its exit.
 */
export function atRisk(table: RiskTable): Float64Array {
  const n = new Float64Array(table.t.length);
  const slack = 1e-9 * subjects(table);
  let leaving = 0;
  let yetToEnter = 0;
  // Summed from the end, so that without delayed entry the last counts are exact, whatever the weights.
  for (let i = n.length - 1; i >= 0; i--) {
    leaving += exits(table, i);
    yetToEnter += table.t[i] === 0 ? 0 : (table.entered?.[i] ?? 0);
    const present = leaving - yetToEnter;
    if (present < exits(table, i) - slack) {
      throw new RangeError(
        `More subjects leave at ${table.t[i]} than are at risk: an entry must precede its exit`,
      );
    }
    n[i] = Math.max(present, exits(table, i));
  }
  return n;
}

/** How many at risk stay open past an age with `events`; a rounding remainder of fractional weights is nobody. */
export function remaining(present: number, events: number): number {
  const rest = present - events;
  return rest > 1e-12 * present ? rest : 0;
}

/** Rows from `start` on at which someone won or lost: the ages where a curve steps. */
export function eventRows(table: RiskTable, start: number): number[] {
  const rows: number[] = [];
  for (let i = Math.max(0, start); i < table.t.length; i++) {
    if (table.won[i]! + table.lost[i]! > 0) rows.push(i);
  }
  return rows;
}

/** At-risk counts known only at the ages of a table, read at any age: constant up to each age of the table. */
export function atRiskAt(observed: { t: Float64Array; atRisk: Float64Array }, t: number): number {
  const i = firstIndex(observed.t.length, (row) => observed.t[row]! >= t);
  return observed.atRisk[i] ?? 0;
}

/**
 * tau, the largest age at which a curve still rests on enough subjects: at least `count` and at least
 * `share` of all. 0 when no age does.
 */
export function supportedAge(table: RiskTable, minimum = { count: 10, share: 0.05 }): number {
  const needed = Math.max(minimum.count, minimum.share * subjects(table));
  const n = atRisk(table);
  const last = n.findLastIndex((present) => present >= needed);
  return table.t[last] ?? 0;
}

/** Smallest i in [0, length] for which the monotone `holds` is true; length when it never is. */
export function firstIndex(length: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function exits(table: RiskTable, i: number): number {
  return table.won[i]! + table.lost[i]! + table.censored[i]!;
}

function checkedRow(row: RiskRow): RiskRow {
  const counts = [row.won, row.lost, row.censored, row.entered ?? 0];
  if (![row.t, ...counts].every((value) => Number.isFinite(value) && value >= 0)) {
    throw new RangeError(`Not an age with counts: ${JSON.stringify(row)}`);
  }
  return row;
}

/** The same subjects seen up to age h only: who was open then is censored there, who came later is left out. */
export function censoredAt(table: RiskTable, h: number): RiskTable {
  const end = firstIndex(table.t.length, (i) => table.t[i]! > h);
  let after = 0;
  for (let i = end; i < table.t.length; i++) after += exits(table, i) - (table.entered?.[i] ?? 0);
  const rows = Array.from({ length: end }, (_, i) => ({
    t: table.t[i]!,
    won: table.won[i]!,
    lost: table.lost[i]!,
    censored: table.censored[i]!,
    ...(table.entered ? { entered: table.entered[i]! } : {}),
  }));
  return riskTable(after > 0 ? [...rows, { t: h, won: 0, lost: 0, censored: after }] : rows);
}

/** The subjects of several tables in one. */
export function pooled(tables: readonly RiskTable[]): RiskTable {
  const late = tables.some((table) => table.entered);
  return riskTable(
    tables.flatMap((table) => [
      ...Array.from(table.t, (t, i) => ({
        t,
        won: table.won[i]!,
        lost: table.lost[i]!,
        censored: table.censored[i]!,
        ...(late && table.entered ? { entered: table.entered[i]! } : {}),
      })),
      // Where others are seen late only, these enter at once.
      ...(late && !table.entered ? [{ t: 0, won: 0, lost: 0, censored: 0, entered: subjects(table) }] : []),
    ]),
  );
}
