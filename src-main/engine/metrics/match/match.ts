import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { MethodParams } from '#shared/contract/methods';
import { type FigureReading, readFigure } from '#shared/model/asked-figure';
import { narrowFields } from '#shared/model/fields';
import type { Warning } from '#shared/results/envelope';
import type { MatchAnswer, MatchRow, MatchSearch } from '#shared/results/match';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import type { Candidate } from './candidate';
import { curveFigures } from './curve-figures';
import { filterFields } from './filters';
import { funnelFigures } from './funnel-figures';
import { measures, medians, ownMeasures, weightedMeasures } from './measures';
import { periodsTried } from './periods';
import { slicedFigures } from './sliced-figures';

/** Other dates than these are tried, too, where the export has some. */
const usualDates = ['closed_at', 'created_at', 'expected_close'];
const otherDates = 3;
const passedOver = new Set(['missing_since', 'last_activity_at', 'next_step_date', 'snapshot_date']);

/**
 * Which ways to count give a figure: outcomes, amounts, lengths and steps of the funnel, by each date, period and currency, of
 * all deals and by each value of each field with few. A way matches when it is written like the figure once rounded to as many
 * digits. Plain ones come first; where none matches, the nearest. Errors: `invalid-input` for a figure or period that cannot be read.
 */
export async function match(
  connection: Connection,
  facts: WorkspaceFacts,
  params: MethodParams<'metric.match'>,
): Promise<MatchAnswer> {
  const readings = readingsOf(params);
  const { value: asked, limit, unit: _unit, period: _period, ...scope } = params;
  const periods = await periodsTried(connection, facts, params);
  const isAsked = periods.some(({ doubt }) => doubt === 0);
  const filters = await filterFields(connection, facts, scope);
  const dates = datesOf(facts);
  const plain = { scope, dates, periods };
  const [money, returned] = await Promise.all([
    hasCurrencies(connection),
    hasReturned(connection, scope.asOf ?? facts.asOf),
  ]);
  const known = scope.asOf === undefined || scope.asOf >= facts.asOf;
  const counted = await slicedFigures(connection, facts, {
    ...plain,
    counted: true,
    filters,
    newest: returned,
    measures: [...measures, ...(money ? ownMeasures : []), ...(known ? weightedMeasures : [])],
  });
  const middle = await slicedFigures(connection, facts, {
    ...plain,
    counted: false,
    filters: [],
    newest: false,
    measures: medians,
  });
  // Funnels and curves of every usual period would be many readings: they are of all time unless a period is asked for.
  const spans = isAsked ? periods : [null];
  // A funnel filtered by where deals stand now says nothing; and these fields are fast.
  const narrow = filters.filter(({ field }) => narrowFields.includes(field));
  const candidates = [
    ...counted.candidates,
    ...middle.candidates,
    ...(await funnelFigures(connection, facts, { scope, filters: narrow, periods: spans })),
    ...(await curveFigures(connection, facts, scope, spans)),
  ];
  const judged = candidates.flatMap((candidate) => judge(candidate, readings));
  const rows = plainest(ranked(judged)).slice(0, limit);
  const searched = [false, true].map((filtered) => search(judged, filtered));
  return {
    ...answer('match', facts, scope, {
      n: counted.n,
      rows: withNearestPlain(judged, rows).map(rowOf),
      statement: counted.statement,
      warnings: warningsOf(searched),
    }),
    asked,
    readings,
    searched,
  };
}

function readingsOf({ value, unit }: MethodParams<'metric.match'>): FigureReading[] {
  const readings = readFigure(value).filter((reading) => unit === undefined || reading.unit === unit);
  if (readings.length > 0) return readings;
  throw new WeirError({
    code: 'invalid-input',
    message: `"${value}" cannot be read as a ${unit ?? 'figure'}.`,
    hint: 'Write it as it is shown: 63 %, 0.63, 1,240, 1.2M, 47 days.',
    details: { value },
  });
}

function datesOf(facts: WorkspaceFacts): string[] {
  const dated = facts.fields
    .filter(({ type }) => type === 'day' || type === 'instant')
    .map(({ field }) => field);
  const others = dated.filter((field) => !usualDates.includes(field) && !passedOver.has(field));
  return [...usualDates.filter((field) => dated.includes(field)), ...others.slice(0, otherDates)];
}

async function hasCurrencies(connection: Connection): Promise<boolean> {
  const { any } = await connection.one<{ any: boolean }>(
    'SELECT count(*) > 0 AS any FROM weir.opportunity WHERE amount_own IS DISTINCT FROM amount',
  );
  return any;
}

/** Whether deals had come back by the day, as lives of their own. */
async function hasReturned(connection: Connection, asOf: string): Promise<boolean> {
  const { any } = await connection.one<{ any: boolean }>(
    'SELECT count(*) > 0 AS any FROM weir.earlier_life WHERE next_life_at < weir.until($as_of::DATE)',
    { as_of: asOf },
  );
  return any;
}

/** A figure with how far it is from the one asked for, in its own unit and as a share of it. */
type Judged = {
  candidate: Candidate;
  difference: number;
  distance: number;
  matches: boolean;
  isNear: boolean;
  /** How many others count just the same. */
  alike: number;
};

function judge(candidate: Candidate, readings: readonly FigureReading[]): Judged[] {
  const reading = readings.find(({ unit }) => unit === candidate.unit);
  if (!reading) return [];
  const half = (reading.high - reading.low) / 2;
  const difference = candidate.value - reading.value;
  const apart = Math.abs(difference);
  // Halves may have been rounded either way, and sums of cents are exact to a few parts in a billion.
  const matches = apart <= half * (1 + 1e-9) + 1e-12;
  const distance = reading.value === 0 ? apart : apart / Math.abs(reading.value);
  return [
    { candidate, difference, distance, matches, isNear: apart <= half * constants.matchWindow, alike: 0 },
  ];
}

function ranked(judged: readonly Judged[]): Judged[] {
  return judged.toSorted(
    (a, b) =>
      Number(b.matches) - Number(a.matches) ||
      (a.matches ? a.candidate.doubt - b.candidate.doubt : 0) ||
      a.distance - b.distance ||
      a.candidate.doubt - b.candidate.doubt ||
      (a.candidate.name < b.candidate.name ? -1 : 1),
  );
}

/** Of those that count the same deals the first one, which says how many others do. */
function plainest(sorted: readonly Judged[]): Judged[] {
  const found = new Map<string, Judged>();
  for (const one of sorted) {
    const first = found.get(one.candidate.sameness);
    if (first) first.alike += 1;
    else found.set(one.candidate.sameness, one);
  }
  return [...found.values()];
}

/** The nearest without a filter is always told: with filters something always comes near. */
function withNearestPlain(judged: readonly Judged[], rows: readonly Judged[]): Judged[] {
  if (rows.some(({ candidate }) => !candidate.isFiltered)) return [...rows];
  const [plain] = ranked(judged.filter(({ candidate }) => !candidate.isFiltered));
  return plain ? [...rows.slice(0, -1), plain] : [...rows];
}

/** Of figures spread evenly around the one asked for, one part in `matchWindow` would match. */
function search(judged: readonly Judged[], filtered: boolean): MatchSearch {
  const tried = judged.filter(({ candidate }) => candidate.isFiltered === filtered);
  const matching = tried.filter(({ matches }) => matches).length;
  const beside = tried.filter(({ isNear, matches }) => isNear && !matches).length;
  return { filtered, tried: tried.length, matching, byChance: beside / (constants.matchWindow - 1) };
}

function rowOf({ candidate, difference, matches, alike }: Judged): MatchRow {
  return { ...candidate.row(), difference, matches, alike };
}

function warningsOf(searched: readonly MatchSearch[]): Warning[] {
  const matching = searched.reduce((sum, one) => sum + one.matching, 0);
  const byChance = searched.reduce((sum, one) => sum + one.byChance, 0);
  const tried = searched.reduce((sum, one) => sum + one.tried, 0);
  if (matching === 0 || byChance < 1) return [];
  return [
    {
      code: 'matches-by-chance',
      message: `${matching.toLocaleString('en')} of ${tried.toLocaleString('en')} figures are written like it; about ${Math.round(byChance).toLocaleString('en')} would be by chance. Give more digits, the period, or the filter to tell them apart.`,
      details: { matching, byChance, tried },
    },
  ];
}
