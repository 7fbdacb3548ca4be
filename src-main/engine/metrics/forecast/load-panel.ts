import type { Lives } from '#engine/forecast/age';
import { forecastConstants } from '#engine/forecast/constants';
import type { OpenStage, Origin, Panel } from '#engine/forecast/panel';
import type { CountedPeriod } from '#engine/forecast/spans';
import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import { addDays, daysBetween } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import type { History } from './history';
import { type AskedOrigin, type Codes, filterOf, loadOrigins, nameCode } from './load-origins';

/** Weeks around the asked one whose rates stand behind a thin stage. */
const around = [-14, -7, 7, 14] as const;

export type PanelContext = {
  connection: Connection;
  facts: WorkspaceFacts;
  scope: Scope;
  history: History;
};

/** Open stages with their static chances; the CRM's percentage of a stage is the median of the deals in it. */
export async function openStages(connection: Connection, facts: WorkspaceFacts): Promise<OpenStage[]> {
  const chances = await connection.all<{ stage_id: number; chance: number | null }>(
    `SELECT stage_id, median(probability)::DOUBLE AS chance FROM weir.opportunity
    WHERE outcome = 'open' AND probability IS NOT NULL GROUP BY stage_id`,
  );
  const known = new Map(chances.map(({ stage_id, chance }) => [stage_id, chance]));
  const open = facts.stages.filter(({ kind }) => kind === 'open');
  return open.map(({ stageId, stage, pipeline, rank }) => {
    const ranks = open
      .filter((other) => other.pipeline === pipeline)
      .map((other) => other.rank)
      .sort((a, b) => a - b);
    const place = ranks.indexOf(rank);
    const usual = (place + 1) / (ranks.length + 1);
    return {
      stageId,
      stage,
      late: place >= ranks.length - (ranks.length > 3 ? 2 : 1),
      staticChance: Math.min(1, Math.max(0, known.get(stageId) ?? usual)),
    };
  });
}

/** The field that segments are told by: the first that has some, but not many values. */
export async function partField(connection: Connection, facts: WorkspaceFacts): Promise<string | null> {
  for (const field of ['segment', 'product', 'source']) {
    if (!facts.fields.some((column) => column.field === field)) continue;
    const { n } = await connection.one<{ n: number }>(
      `SELECT count(DISTINCT "${field}")::INTEGER AS n FROM weir.opportunity`,
    );
    if (n >= 2 && n <= 12) return field;
  }
  return null;
}

export function originAt(period: CountedPeriod, daysLeft: number, isOver: boolean): AskedOrigin {
  const day = addDays(period.to, -daysLeft);
  return { period, day, known: isOver ? period.to : day, isOver };
}

/**
 * The panel of one distance from the end: all completed periods, and the period asked for last. Where past periods have very
 * many rows every n-th deal is learned from.
 */
export async function loadPanel(
  { connection, facts, scope, history }: PanelContext,
  periods: readonly CountedPeriod[],
  daysLeft: number,
  codes: Codes,
  part: string | null,
): Promise<Panel> {
  const current = periods.at(-1)!;
  const now = originAt(current, daysLeft, false);
  const past = periods
    .slice(0, -1)
    .map((period) => originAt(period, daysLeft, true))
    .filter(({ day, period }) => day >= addDays(history.firstDay, -1) && period.to <= now.day);
  const options = { codes, partField: part };
  const { oneOf, near } = thinning(history, past, past.slice(-forecastConstants.conversionPeriods));
  const train = await loadOrigins(connection, facts, scope, [...past, ...near], { ...options, oneOf });
  const present = await loadOrigins(connection, facts, scope, [now], { ...options, oneOf: 1 });
  return joined(train, present, past.length, {
    stages: codes.stages,
    parts: codes.parts.size,
    owners: codes.owners.size,
    valued: history.valued,
    ...(history.grade === 'dates'
      ? { lives: await loadLives({ connection, facts, scope, history }, codes, part) }
      : {}),
  });
}

/**
 * How many deals one is read of, and the weeks around `leaning` origins that rates lean on, where they can be had. Told by how
 * many deals in scope are open on the as-of day, so that a rep of a large company is learned from all that they had.
 */
export function thinning(
  { open, firstDay }: History,
  past: readonly AskedOrigin[],
  leaning: readonly AskedOrigin[],
): { oneOf: number; near: AskedOrigin[] } {
  const { panelRows } = forecastConstants;
  const near = leaning.flatMap((origin) =>
    neighboursOf([origin], daysBetween(origin.day, origin.period.to), firstDay),
  );
  return {
    oneOf: Math.max(1, Math.ceil((open * past.length) / panelRows)),
    near: open * (past.length + near.length) > panelRows ? [] : near,
  };
}

/** Origins of the same periods some weeks nearer to the end and farther from it. */
export function neighboursOf(
  past: readonly AskedOrigin[],
  daysLeft: number,
  firstDay: string,
): AskedOrigin[] {
  return past.flatMap(({ period }) =>
    around
      .filter((days) => daysLeft + days >= 0)
      .map((days) => originAt(period, daysLeft + days, true))
      .filter(({ day }) => day >= addDays(firstDay, -1)),
  );
}

type Loaded = Awaited<ReturnType<typeof loadOrigins>>;

function joined(
  train: Loaded,
  present: Loaded,
  past: number,
  rest: Omit<Panel, 'deals' | 'origins' | 'neighbours'>,
): Panel {
  const rows = train.deals.key.length;
  const moved = present.origins.map((origin) => ({
    ...origin,
    start: origin.start + rows,
    end: origin.end + rows,
  }));
  const [a, b] = [train.deals, present.deals];
  return {
    ...rest,
    deals: {
      key: whole(a.key, b.key),
      life: whole(a.life, b.life),
      stage: whole(a.stage, b.stage),
      stageAge: real(a.stageAge, b.stageAge),
      age: real(a.age, b.age),
      amount: real(a.amount, b.amount),
      due: flag(a.due, b.due),
      pushes: real(a.pushes, b.pushes),
      back: flag(a.back, b.back),
      part: whole(a.part, b.part),
      owner: whole(a.owner, b.owner),
      won: flag(a.won, b.won),
      wonAmount: real(a.wonAmount, b.wonAmount),
    },
    origins: [...train.origins.slice(0, past), ...moved],
    neighbours: train.origins.slice(past) satisfies Origin[],
  };
}

/** One column after the other. */
function appended<T extends Int32Array | Float64Array | Uint8Array>(into: T, a: T, b: T): T {
  into.set(a);
  into.set(b, a.length);
  return into;
}

const whole = (a: Int32Array, b: Int32Array) => appended(new Int32Array(a.length + b.length), a, b);
const real = (a: Float64Array, b: Float64Array) => appended(new Float64Array(a.length + b.length), a, b);
const flag = (a: Uint8Array, b: Uint8Array) => appended(new Uint8Array(a.length + b.length), a, b);

type LifeRow = {
  started: number;
  closed: number | null;
  won: number;
  entry: number | null;
  part: number | null;
};

/** All lives that have a beginning, for chances by age; ages are exact to what the data say. */
export async function loadLives(
  { connection, facts, scope }: PanelContext,
  codes: Codes,
  part: string | null,
): Promise<Lives> {
  const { sql, params } = filterOf(facts, scope, { part });
  const keep = /keep := (.*)$/s.exec(sql)?.[1];
  const rows = await connection.columns<LifeRow>(
    `SELECT epoch(o.started_at) / 86400.0 AS started, epoch(o.closed_at) / 86400.0 AS closed,
      (o.outcome = 'won')::INTEGER AS won, epoch(o.observed_from - o.started_at) / 86400.0 AS entry,
      ${part ? nameCode(`weir.key_of(o."${part}")`) : 'NULL'} AS part
    FROM weir.lives AS o WHERE o.started_at IS NOT NULL${keep ? ` AND ${keep}` : ''}
    ORDER BY o.key, o.life`,
    params,
  );
  return {
    started: Float64Array.from(rows.started),
    closed: Float64Array.from(rows.closed, (day) => day ?? Number.NaN),
    won: Uint8Array.from(rows.won),
    entry: Float64Array.from(rows.entry, (days) => days ?? 0),
    part: Int32Array.from(rows.part, (value) => (value === null ? -1 : (codes.parts.get(value) ?? -1))),
    wholeDays: facts.clock === 'day',
  };
}
