import type { Columns, Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { aalenJohansen, normalisedAge, shareAt, valueAt } from '#engine/stats/aalen-johansen';
import { type Fates, type RiskTable, riskTableOf } from '#engine/stats/risk-table';
import { type Within, withinOf } from '#shared/model/within';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { FunnelDefinition, FunnelRow } from '#shared/results/metrics';
import { answer, type MetricScope } from './answer';
import { cleanUpWarnings, countsSql, datesCleanUps } from './clean-ups';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import { sumOf, toCents } from './group-by';
import { isNarrow, isWhole, narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { type Run, runsOf } from './runs';
import { type Fragment, fieldColumn, macroArguments } from './scope-sql';
import { readableAge } from './support';
import { tickLength } from './tick';
import { unknownStage } from './unknown-stage';
import { assumesPassed } from './without-history';

export type FunnelScope = MetricScope & {
  definition: FunnelDefinition;
  within?: Within | undefined;
  cohortField: 'created' | 'entered';
  stage?: string | undefined;
};

/** Counts by age and by what became of the deals, as weir.funnel_risk has them. */
type Cell = {
  key: string | null;
  rank: number;
  fate: number;
  t: number;
  n: number;
  value: number;
  /** `n` with losses of clean-ups as booked, where they are dated otherwise. */
  as_booked: number;
};
const fates = { advanced: 1, lost: 2, elsewhere: 3, open: 4 } as const;

const ticksOfWeek = (7 * 86_400_000_000) / tickLength(true);

/** "Won" is going further; losing and being won elsewhere compete with it. */
const causes: Fates = { 1: 'won', 2: 'lost', 3: 'lost', 4: 'censored' };

/** The cells of one stage. */
type Slice = Run & { cells: Columns<Cell> };

/**
 * The funnel by one of four definitions: how many deals entered each open stage and what became of them. `conversion`
 * is the Aalen–Johansen share that goes further, losses competing and open deals censored, at `within` days or the last
 * age that enough deals support.
 */
export async function funnel(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: FunnelScope,
): Promise<MetricAnswer<FunnelRow>> {
  const { chosen, warnings } = onePipeline(facts, scope);
  const stages = stagesOf(facts, chosen.pipeline, scope.stage);
  checkWindows(facts, chosen);
  const [cleanUps, { cells, statement, booked: asBooked }] = await Promise.all([
    connection.beside((other) => cleanUpWarnings(other, facts, chosen)),
    readCells(connection, facts, chosen, stages),
  ]);
  const booked = asBooked ? slicesByKey({ ...cells, n: cells.as_booked }) : null;
  const none: Slice = { cells, from: 0, to: 0 };
  const groups = [...slicesByKey(cells)].map(([key, slices]) => {
    const stageSums = stages.map((stage) => sumsOf(slices.get(stage.rank) ?? none));
    const first = scope.stage === undefined ? sumsOf(slices.get(1) ?? none) : null;
    const rows = stages.map((stage, i) => {
      const slice = slices.get(stage.rank) ?? none;
      const within = withinOf(scope.within, stage.stage);
      const counted = funnelRow(stage, slice, stageSums[i]!, {
        first,
        byValue: scope.weight === 'value',
        within,
      });
      const row =
        facts.evidence === 'state' && counted.medianDays === 0 ? { ...counted, medianDays: null } : counted;
      const asBooked = booked?.get(key)?.get(stage.rank) ?? none;
      const withBooked = booked
        ? {
            ...row,
            bookedConversion: conversionOf(asBooked, { byValue: false, within }).conversion,
          }
        : row;
      return scope.by ? { key, ...withBooked } : withBooked;
    });
    return { rows, n: (first ?? stageSums[0])?.n ?? 0 };
  });
  const rows = groups.flatMap((group) => group.rows);
  const n = sumOf(groups, (group) => group.n);
  return answer('funnel', facts, chosen, {
    n,
    rows,
    statement,
    warnings: [...warnings, ...assumesPassed(facts), ...thinWarning(rows), ...cleanUps],
  });
}

/** Counts by age of the stages asked for, of one pipeline; with the statement that counted them. */
async function readCells(
  connection: Connection,
  facts: WorkspaceFacts,
  chosen: FunnelScope,
  stages: readonly { rank: number }[],
): Promise<{ cells: Columns<Cell>; statement: Fragment; booked: boolean }> {
  const args = macroArguments(facts, chosen, { period: true });
  const weeks = (await countsWeeks(connection, facts, chosen.by)) ? `, age_ticks := ${ticksOfWeek}` : '';
  const options = `definition := '${chosen.definition}', cohort := '${chosen.cohortField}'${weeks}`;
  const ranks =
    chosen.stage === undefined ? '' : `\nWHERE rank IN (${stages.map((stage) => stage.rank).join(', ')})`;
  const macro = narrowMacro('funnel_risk', facts, chosen);
  const moves = datesCleanUps(facts, chosen);
  const moving = narrowMacro('funnel_risk_moved', facts, chosen);
  const risk = (name: string) => `weir.${name}(${args.sql}, ${options})`;
  const all =
    isWhole(chosen) && chosen.definition === 'reached' ? `weir.funnel_risk_whole(${args.sql})` : risk(macro);
  const counts = countsSql({ all, moved: moves ? risk(moving) : null, booked: 'n' });
  const statement: Fragment = {
    sql: `FROM ${counts}${ranks}\nORDER BY key, rank, t, fate`,
    params: args.params,
  };
  const cells = await connection.columns<Cell>(statement.sql, statement.params);
  // Of many groups nobody reads each rate twice.
  return { cells, statement, booked: moves && chosen.weight === 'count' && !weeks };
}

/** Ages of each open stage of the funnel from entering it to going further (won), losing or last being seen, by rank. */
export async function stepTables(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: FunnelScope,
): Promise<{ stage: string; rank: number; table: RiskTable }[]> {
  const { chosen } = onePipeline(facts, { ...scope, by: undefined });
  const stages = stagesOf(facts, chosen.pipeline, scope.stage);
  const { cells } = await readCells(connection, facts, chosen, stages);
  const slices = slicesByKey(cells).get(null);
  return stages.map(({ stage, rank }) => {
    const { from, to } = slices?.get(rank) ?? { from: 0, to: 0 };
    return { stage, rank, table: riskTableOf({ ...cells, weight: cells.n }, causes, from, to) };
  });
}

/** Whether there are so many groups that their ages are counted in weeks; see `manyGroups`. */
async function countsWeeks(
  connection: Connection,
  facts: WorkspaceFacts,
  by: string | undefined,
): Promise<boolean> {
  if (by === undefined || facts.opportunities <= constants.exactAges) return false;
  const { field } = fieldColumn(facts, by);
  const known = facts.groups.get(field);
  if (known !== undefined) return known > constants.manyGroups;
  const table = isNarrow(facts, by) ? 'narrow_life' : 'opportunity';
  const { groups } = await connection.one<{ groups: number }>(
    `SELECT count(DISTINCT ${identifier(field)}) AS groups FROM weir.${table}`,
  );
  facts.groups.set(field, groups);
  return groups > constants.manyGroups;
}

/** The open stages of the funnel, or the one of that name. */
function stagesOf(facts: WorkspaceFacts, pipeline: string | undefined, name: string | undefined) {
  const stages = facts.stages.filter(
    (stage) => stage.kind === 'open' && (pipeline === undefined || stage.pipeline === pipeline),
  );
  if (name === undefined) return stages;
  const named = stages.filter(({ stage }) => stage === name);
  if (named.length === 0) throw unknownStage(stages, name);
  return named;
}

/** A window is of an open stage that there is. Error: `unknown-stage`. */
function checkWindows(facts: WorkspaceFacts, { within, pipeline }: FunnelScope): void {
  if (typeof within !== 'object') return;
  for (const name of Object.keys(within)) stagesOf(facts, pipeline, name);
}

/** Where the cells of each key and rank stand; keys in the order of their names, no name last. */
function slicesByKey(cells: Columns<Cell>): Map<string | null, Map<number, Slice>> {
  const found = new Map<string | null, Map<number, Slice>>();
  for (const run of runsOf([cells.key, cells.rank])) {
    const [key, rank] = [cells.key[run.from]!, cells.rank[run.from]!];
    const slices = found.get(key) ?? new Map<number, Slice>();
    found.set(key, slices.set(rank, { cells, ...run }));
  }
  return new Map([...found].sort(byKey));
}

const names = new Intl.Collator();

function byKey([a]: [string | null, unknown], [b]: [string | null, unknown]): number {
  return names.compare(a ?? '￿', b ?? '￿');
}

type Sums = { n: number; value: number; count: number[]; worth: number[] };

/** How many deals of a stage there are and what they are worth, in all and by fate. */
function sumsOf({ cells, from, to }: Slice): Sums {
  const sums: Sums = { n: 0, value: 0, count: [0, 0, 0, 0, 0], worth: [0, 0, 0, 0, 0] };
  for (let i = from; i < to; i++) {
    const [fate, n, value] = [cells.fate[i]!, cells.n[i]!, cells.value[i]!];
    sums.n += n;
    sums.value += value;
    sums.count[fate]! += n;
    sums.worth[fate]! += value;
  }
  return sums;
}

function funnelRow(
  stage: { stage: string; rank: number },
  slice: Slice,
  sums: Sums,
  options: { first: Sums | null; byValue: boolean; within: number | undefined },
): FunnelRow {
  const { byValue } = options;
  const weight = byValue ? sums.value : sums.n;
  const first = (byValue ? options.first?.value : options.first?.n) ?? 0;
  const advanced = (byValue ? sums.worth : sums.count)[fates.advanced]!;
  return {
    stage: stage.stage,
    rank: stage.rank,
    entered: sums.n,
    advanced: sums.count[fates.advanced]!,
    lost: sums.count[fates.lost]!,
    open: sums.count[fates.open]!,
    ...conversionOf(slice, options),
    naive: weight > 0 ? advanced / weight : null,
    fromStart: first > 0 ? weight / first : null,
    valueEntered: toCents(sums.value),
    valueAdvanced: toCents(sums.worth[fates.advanced]!),
  };
}

type Conversion = Pick<
  FunnelRow,
  'conversion' | 'low' | 'high' | 'lostShare' | 'undecided' | 'atDays' | 'medianDays'
>;
const unknown: Conversion = {
  conversion: null,
  low: null,
  high: null,
  lostShare: null,
  undecided: null,
  atDays: null,
  medianDays: null,
};

function conversionOf(
  { cells, from, to }: Slice,
  options: { byValue: boolean; within: number | undefined },
): Conversion {
  const counts = riskTableOf({ ...cells, weight: cells.n }, causes, from, to);
  const tau = options.within ?? readableAge(counts);
  if (tau === null) return unknown;
  const table = options.byValue ? riskTableOf({ ...cells, weight: cells.value }, causes, from, to) : counts;
  const curve = aalenJohansen(table);
  const advanced = valueAt(curve, 'won', tau);
  const lost = shareAt(curve, 'lost', tau);
  const lastStep = curve.t.findLast((t) => t <= tau) ?? tau;
  return {
    conversion: advanced.value,
    // Bounds from counts do not hold for money: deals differ in size, and one large one moves the rate.
    low: options.byValue ? null : advanced.low,
    high: options.byValue ? null : advanced.high,
    lostShare: lost,
    undecided: advanced.value === null ? null : Math.max(0, 1 - advanced.value - (lost ?? 0)),
    atDays: options.within ?? lastStep,
    medianDays: normalisedAge(curve, 'won', 0.5, tau),
  };
}

function thinWarning(rows: FunnelRow[]): Warning[] {
  const thin = rows.filter((row) => row.entered > 0 && row.entered < constants.thin);
  if (thin.length === 0) return [];
  return [
    {
      code: 'thin',
      message: `Fewer than ${constants.thin} deals stand behind ${thin.length === 1 ? 'one of the rates' : `${thin.length.toLocaleString('en')} of the rates`}; mind the interval.`,
    },
  ];
}
