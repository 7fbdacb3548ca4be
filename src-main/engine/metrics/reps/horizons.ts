import { type Connection, Inline } from '#engine/query/connection';
import { aalenJohansen, normalisedAge } from '#engine/stats/aalen-johansen';
import { kaplanMeier, quantile } from '#engine/stats/kaplan-meier';
import { type RiskTable, riskTable } from '#engine/stats/risk-table';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy } from '../group-by';
import { remembering } from '../remembered';
import { keepExpression } from '../scope-sql';
import { readableAge } from '../support';

/** Days that deals are followed for by rank, 0 for the whole sale; and days that a new rep takes to get going. */
export type Horizons = { within: readonly number[]; rampDays: number };

type Asked = { asOf?: string | undefined; pipeline?: string | undefined; within?: number | undefined };
const remembered = remembering<Horizons>();

/**
 * The days by which nine of ten deals that go on have done so, of all deals of the pipeline whatever is filtered, so that two
 * views follow deals equally long; half of the history at most. New reps have two median cycles to get going.
 */
export function horizonsOf(connection: Connection, facts: WorkspaceFacts, asked: Asked): Promise<Horizons> {
  const { asOf = facts.asOf, pipeline, within } = asked;
  return remembered(facts, JSON.stringify([asOf, pipeline, within]), () =>
    readHorizons(connection, facts, { asOf, pipeline, within }),
  );
}

/** Stands for the days since the first deal began. */
const ofHistory = -1;

type Counted = { rank: number; t: number; won: number; lost: number; censored: number };

async function readHorizons(
  connection: Connection,
  facts: WorkspaceFacts,
  { asOf, pipeline, within }: Asked & { asOf: string },
): Promise<Horizons> {
  const keep = keepExpression(facts, { where: [], weight: 'count', pipeline });
  const params = { ...keep.params, as_of: new Inline(asOf) };
  const first = keep.sql
    ? `(SELECT min(o.started) AS started FROM weir.lasting_life_at($as_of::DATE) AS o WHERE ${keep.sql})`
    : 'weir.first_started($as_of::DATE)';
  const counted = await connection.all<Counted>(
    `${keep.sql ? paceOf(keep.sql) : 'FROM weir.rep_pace($as_of::DATE)'}
    UNION ALL
    SELECT ${ofHistory}, weir.days_of(weir.looked_tick($as_of::DATE) - started)::DOUBLE, 0, 0, 0
    FROM ${first}`,
    params,
  );
  const tables = new Map(
    [
      ...groupBy(
        counted.filter(({ rank }) => rank !== ofHistory),
        ({ rank }) => rank,
      ),
    ].map(([rank, rows]) => [rank, riskTable(rows)]),
  );
  const sale = tables.get(0);
  const history = counted.find(({ rank }) => rank === ofHistory)?.t ?? 0;
  const most = Math.max(1, Math.floor(history / 2));
  const stages = facts.stages.filter(
    (stage) => stage.kind === 'open' && (pipeline === undefined || stage.pipeline === pipeline),
  );
  const ranks = Math.max(0, ...stages.map(({ rank }) => rank));
  const cycle = sale ? quantile(kaplanMeier(sale), 0.5).value : null;
  return {
    within: Array.from(
      { length: ranks + 1 },
      (_, rank) => within ?? Math.min(most, decisionDays(tables.get(rank))),
    ),
    rampDays: Math.ceil(constants.rampCycles * (cycle ?? 0)),
  };
}

/** weir.rep_pace of a part of the deals, read one by one. */
function paceOf(keep: string): string {
  return `SELECT
      rank,
      ceil(t)::DOUBLE AS t,
      coalesce(sum(n) FILTER (fate = 1), 0)::DOUBLE AS won,
      coalesce(sum(n) FILTER (fate IN (2, 3)), 0)::DOUBLE AS lost,
      coalesce(sum(n) FILTER (fate = 4), 0)::DOUBLE AS censored
    FROM weir.funnel_risk_narrow($as_of::DATE, keep := ${keep})
    GROUP BY ALL
    UNION ALL
    SELECT 0, ceil(t)::DOUBLE, sum(won)::DOUBLE, sum(lost)::DOUBLE, sum(censored)::DOUBLE
    FROM weir.outcome_risk_narrow($as_of::DATE, keep := ${keep})
    WHERE won + lost + censored > 0
    GROUP BY ALL`;
}

function decisionDays(table: RiskTable | undefined): number {
  const tau = table ? readableAge(table) : null;
  const days =
    table && tau !== null ? normalisedAge(aalenJohansen(table), 'won', constants.decidedShare, tau) : null;
  return Math.max(1, Math.ceil(days ?? 1));
}
