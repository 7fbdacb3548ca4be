import { type Columns, type Connection, Inline } from '#engine/query/connection';
import { aalenJohansen, shareAt, valueAt } from '#engine/stats/aalen-johansen';
import { type RiskTable, riskTableFrom, subjects } from '#engine/stats/risk-table';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { runsOf } from '../runs';
import { readableAge } from '../support';
import { structsSql } from './structs';

/** Ages in a stage, in days, from which on the further course of the deals that got so old is looked at. */
const ages = [0, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365] as const;

/**
 * What a deal can expect that has been in a stage for `fromAge` up to `toAge` days. `odds` is its chance to be won within 91 days
 * over that of a deal that just came in, with the upper bound of its 80 % interval; `chance` that of being won at all.
 */
export type WinChance = {
  stageId: number;
  fromAge: number;
  toAge: number;
  n: number;
  chance: number;
  odds: number | null;
  oddsHigh: number | null;
};

type Row = { stage_id: number; from_age: number; t: number; won: number; lost: number; censored: number };

/**
 * Win chances by stage and age as known at the end of the day: Aalen–Johansen over the deals still in the stage at that age, from
 * then on. Conditioning on the stage and not only on being open matters: those that moved on are won more often.
 */
export async function readWinChances(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
): Promise<WinChance[]> {
  const rows = await connection.columns<Row>(
    `FROM weir.stage_outcome($as_of::DATE, [${ages.join(', ')}], one_of := ${oneOf(facts)})`,
    { as_of: new Inline(asOf) },
  );
  return chancesOf(rows);
}

/** One deal in so many is enough to learn from. */
export function oneOf({ opportunities }: Pick<WorkspaceFacts, 'opportunities'>): number {
  return Math.max(1, Math.floor(opportunities / constants.learnedFrom));
}

/** From counts by stage, age and week, in this order. */
export function chancesOf(rows: Columns<Row>): WinChance[] {
  const runs = runsOf([rows.stage_id, rows.from_age]);
  const steps = runs.map((run) => ({
    stageId: rows.stage_id[run.from]!,
    age: rows.from_age[run.from]!,
    ...outlook(riskTableFrom(rows, run.from, run.to)),
  }));
  const known = steps.filter((step) => step.n >= constants.oddsVisits || step.age === 0);
  return known.flatMap((step, i) => {
    const start = known.find(({ stageId, age }) => stageId === step.stageId && age === 0);
    if (!start || step.chance === null) return [];
    const next = known[i + 1];
    const toAge = next?.stageId === step.stageId ? next.age : endless;
    const { stageId, age: fromAge, n, chance } = step;
    return [{ stageId, fromAge, toAge, n, chance, ...relative(step, start) }];
  });
}

/** No deal is that old. */
const endless = 1e9;

type Outlook = {
  n: number;
  chance: number | null;
  soon: number | null;
  low: number | null;
  high: number | null;
};

function outlook(table: RiskTable): Outlook {
  const curve = aalenJohansen(table, { confidence: constants.oddsConfidence });
  const tau = readableAge(table);
  const within = Math.min(constants.oddsDays, table.t.at(-1) ?? 0);
  const { value: soon, low, high } = valueAt(curve, 'won', within);
  return { n: subjects(table), chance: tau === null ? null : shareAt(curve, 'won', tau), soon, low, high };
}

/**
 * The ratio of two chances; its upper bound by those of both on the scale of logarithms (MOVER, Zou and Donner 2008). Where none
 * of the older deals was won the bound is that of their chance over the lower one at the beginning.
 */
function relative(now: Outlook, start: Outlook): { odds: number | null; oddsHigh: number | null } {
  if (
    now.soon === null ||
    start.soon === null ||
    start.low === null ||
    now.high === null ||
    start.soon <= 0
  ) {
    return { odds: null, oddsHigh: null };
  }
  if (now === start) return { odds: 1, oddsHigh: 1 };
  const odds = now.soon / start.soon;
  if (start.low <= 0) return { odds, oddsHigh: null };
  if (now.soon <= 0) return { odds: 0, oddsHigh: now.high / start.low };
  const spread = Math.hypot(Math.log(now.high / now.soon), Math.log(start.soon / start.low));
  return { odds, oddsHigh: odds * Math.exp(spread) };
}

/** The ages at which odds are surely below the limit, one after another as one: so few are planned sooner than all chances. */
export function lowOdds(chances: readonly WinChance[], limit: number): WinChance[] {
  const low: WinChance[] = [];
  for (const chance of chances) {
    const oddsHigh = digits(chance.oddsHigh);
    if (oddsHigh === null || oddsHigh >= limit) continue;
    const before = low.at(-1);
    if (before?.stageId === chance.stageId && before.toAge === chance.fromAge) before.toAge = chance.toAge;
    else low.push({ ...chance });
  }
  return low;
}

/** What macros are told of a chance. */
function digits(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

/** The chances as an argument of macros. */
export function chancesSql(chances: readonly WinChance[]): string {
  return structsSql(
    {
      stage_id: 'INTEGER',
      from_age: 'DOUBLE',
      to_age: 'DOUBLE',
      chance: 'DOUBLE',
      odds: 'DOUBLE',
      odds_high: 'DOUBLE',
    },
    chances.map((row) => ({
      stage_id: row.stageId,
      from_age: row.fromAge,
      to_age: row.toAge,
      chance: digits(row.chance) ?? 0,
      odds: digits(row.odds),
      odds_high: digits(row.oddsHigh),
    })),
  );
}
