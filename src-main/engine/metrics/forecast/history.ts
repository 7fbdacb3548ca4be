import { forecastConstants } from '#engine/forecast/constants';
import type { Grain } from '#engine/forecast/spans';
import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { ForecastReason, HistoryGrade, ModelMethod } from '#shared/results/forecast';
import type { WorkspaceFacts } from '../facts';
import { keepExpression } from '../scope-sql';

/** What the data carry: first day, closed deals, and the grade that follows. */
export type History = {
  grade: HistoryGrade;
  /** Whether amounts and close dates are known as they stood. */
  valued: boolean;
  firstDay: string;
  /** Deals in scope that are open on the as-of day. */
  open: number;
  methods: readonly ModelMethod[];
  reasons: ForecastReason[];
};

type Counted = { first: string | null; closed: number; started: number; open: number };

/** The first day of the data in scope and how many deals were closed by the day, both as known then. */
export async function countHistory(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  asOf: string,
): Promise<Counted> {
  const keep = keepExpression(facts, scope);
  return connection.one<Counted>(
    `SELECT min(o.known_from)::DATE AS first,
      count(*) FILTER (o.outcome <> 'open')::INTEGER AS closed,
      count(*) FILTER (o.outcome = 'open')::INTEGER AS open,
      count(*) FILTER (o.outcome = 'open' AND o.started_at IS NOT NULL)::INTEGER AS started
    FROM weir.life($as_of::DATE) AS o${keep.sql ? ` WHERE ${keep.sql}` : ''}`,
    { ...keep.params, as_of: asOf },
  );
}

/** How much history there is, by the table of fallbacks, and what follows for methods. */
export function gradeHistory(
  facts: WorkspaceFacts,
  counted: Counted,
  completed: number,
  grain: Grain,
  asOf: string,
): Pick<History, 'grade' | 'valued' | 'methods' | 'reasons'> {
  const { log = 0, dates = 0, snapshots = 0 } = facts.evidenceShares;
  const valued = log + snapshots >= 0.5;
  if (counted.closed < forecastConstants.fewestClosed || completed < forecastConstants.fewestPeriods) {
    // With nothing to take a mean from, amounts of today stand for those of today, and of no earlier day.
    return {
      grade: 'none',
      valued: valued || asOf >= facts.asOf,
      methods: [],
      reasons: [tooLittle(counted.closed, completed, grain)],
    };
  }
  if (log + dates >= 0.5) {
    return {
      grade: 'full',
      valued,
      methods: ['conversion', 'cells', 'logistic', 'ensemble'],
      reasons: valued ? [] : [unvalued],
    };
  }
  if (log + dates + snapshots >= 0.5) {
    return { grade: 'snapshots', valued, methods: ['conversion', 'cells', 'ensemble'], reasons: [fromLists] };
  }
  if (counted.started > 0) return { grade: 'dates', valued, methods: ['age'], reasons: [datesOnly] };
  return { grade: 'closed', valued, methods: [], reasons: [closedOnly] };
}

const historyExport = 'the history of stages, amounts and close dates of the CRM';

const unvalued: ForecastReason = {
  code: 'amounts-of-today',
  message:
    'Stages are dated, amounts and close dates are not: what a deal was worth earlier is taken to be the mean of wins of its segment.',
  lost: 'amounts and close dates as they stood',
  export: historyExport,
};

const fromLists: ForecastReason = {
  code: 'from-lists',
  message:
    'History comes from lists of several days: conversion by stage and cells are learned, single chances by a model are not.',
  lost: 'visits between two lists and exact days',
  export: historyExport,
};

const datesOnly: ForecastReason = {
  code: 'dates-only',
  message:
    'There is no history of stages: the chance of an open deal comes from its age, by what became of deals that were as old. Its value is the mean of wins of its segment.',
  lost: 'stages, amounts and close dates as they stood',
  export: historyExport,
};

const closedOnly: ForecastReason = {
  code: 'closed-only',
  message:
    'Open deals are not dated: the forecast is the mean of the last four periods, its range what that missed before.',
  lost: 'everything on open deals',
  export: `open deals with the day they were created, and ${historyExport}`,
};

function tooLittle(closed: number, completed: number, grain: Grain): ForecastReason {
  const { fewestClosed, fewestPeriods } = forecastConstants;
  return {
    code: 'too-little-history',
    message: `${closed} closed deals and ${completed} completed ${grain}s are too little to learn from (${fewestClosed} and ${fewestPeriods} are needed): stage percentages are shown, which nothing validates.`,
    lost: 'learned chances and any claim of accuracy',
    export: 'closed deals of earlier periods',
  };
}
