import { type Connection, Inline } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import { modelMethods } from '#shared/results/forecast';
import { type GapAnswer, type GapFactor, type GapRow, gapFactors } from '#shared/results/outlook';
import { monthsOf } from '#shared/time/fiscal-periods';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { spreadCents } from '../forecast/forecast';
import { type ForecastContext, forecastHere } from '../forecast/model';
import { sumOf, toCents } from '../group-by';
import { type Fragment, keepExpression } from '../scope-sql';
import { askedPeriod } from './asked-period';
import { createdLead } from './lead-time';
import { scopeTargets } from './scope-target';
import { type DealStanding, dealStanding } from './standing';

type Params = MethodParams<'metric.gap'>;
type Flow = Record<
  | 'back'
  | 'open_at_start'
  | 'created'
  | 'created_to_day'
  | 'created_later'
  | 'won'
  | 'won_value'
  | 'lost'
  | 'won_to_day'
  | 'lost_to_day'
  | 'open_at_day'
  | 'lost_of_open'
  | 'lost_later',
  number
>;
export type Factors = Record<GapFactor, number>;

/**
 * Target less outlook, split over deals in play, the share of them decided, the share of those won, and the value of a win,
 * against what past periods had; and how much has to be created by when to close it.
 */
export async function gap(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  context: ForecastContext = forecastHere,
): Promise<GapAnswer> {
  const asOf = params.asOf ?? facts.asOf;
  const period = askedPeriod(facts, params.period, asOf);
  const standing = await dealStanding(connection, facts, params, context, params.method);
  const targets = await scopeTargets(connection, facts, params, period);
  const target = params.target ?? targets.all?.amount ?? null;
  const statement = flowStatement(facts, params, period, asOf);
  const flows = await connection.all<Flow>(statement.sql, statement.params);
  const outlook = toCents(standing.mean);
  const missing = target === null ? null : toCents(target - outlook);
  const past = flows.filter(({ back, won }) => back > 0 && won > 0);
  const now = flows.find(({ back }) => back === 0);
  const usual = usualFactors(past);
  const current = now ? presentFactors(now, past, standing) : null;
  const rows =
    target !== null && usual && current && target > 0 && outlook > 0
      ? splitGap(target, outlook, current, usual)
      : [];
  const lead = await createdLead(connection, facts, params, {
    asOf,
    to: period.to,
    missing: Math.max(0, missing ?? 0),
  });
  return {
    ...answer('gap', facts, params, {
      n: current ? Math.round(current.volume) : 0,
      rows,
      statement,
      warnings: warningsOf({ target, past, rows, period: period.label, standing }),
    }),
    period: period.label,
    method: standing.method,
    target,
    outlook,
    gap: missing,
    identityHolds: rows.length === 0 || Math.abs(sumOf(rows, (row) => row.amount) - (missing ?? 0)) < 0.005,
    verdict: verdictOf(rows, missing),
    periods: past.length,
    ...lead,
  };
}

function flowStatement(
  facts: WorkspaceFacts,
  params: Params,
  period: { from: string; to: string },
  asOf: string,
): Fragment {
  const keep = keepExpression(facts, params);
  return {
    sql: `FROM weir.period_flow($as_of::DATE, $first_day::DATE, ${monthsOf(period)}, periods_back := ${constants.gapPeriods}${keep.sql ? `, keep := ${keep.sql}` : ''})`,
    params: { ...keep.params, as_of: new Inline(asOf), first_day: new Inline(period.from) },
  };
}

/** Of past periods, pooled: their product is what a period came to on average. */
function usualFactors(past: readonly Flow[]): Factors | null {
  if (past.length < constants.gapMinimum) return null;
  const sum = (of: (flow: Flow) => number) => sumOf(past, of);
  const [played, won, lost] = [
    sum((flow) => flow.open_at_start + flow.created),
    sum((flow) => flow.won),
    sum((flow) => flow.lost),
  ];
  if (played === 0 || won === 0) return null;
  return {
    volume: played / past.length,
    cycle: (won + lost) / played,
    conversion: won / (won + lost),
    size: sum((flow) => flow.won_value) / won,
  };
}

/**
 * Of the asked period as it is expected: won deals by the forecast, losses and deals still to be created by the share and
 * the number that past periods had after as many days. The product is the mean of the forecast.
 */
function presentFactors(
  now: Flow,
  past: readonly Flow[],
  { model, method, chances, mean }: DealStanding,
): Factors | null {
  const openThen = sumOf(past, (flow) => flow.open_at_day);
  const lossShare = openThen > 0 ? sumOf(past, (flow) => flow.lost_of_open) / openThen : 0;
  const mean_ = (of: (flow: Flow) => number) => (past.length > 0 ? sumOf(past, of) / past.length : 0);
  const hasModel = modelMethods.some((name) => name === method);
  const freshWins = hasModel ? model.standing.fresh.count.mean : 0;
  const open = chances.reduce((sum, chance) => sum + chance, 0);
  const won = now.won_to_day + open + freshWins;
  const lost = now.lost_to_day + lossShare * now.open_at_day + mean_((flow) => flow.lost_later);
  const played = now.open_at_start + now.created_to_day + mean_((flow) => flow.created_later);
  if (!(won > 0) || played === 0) return null;
  return { volume: played, cycle: (won + lost) / played, conversion: won / (won + lost), size: mean / won };
}

/** Logarithmic mean Divisia: the parts add up to the gap whatever the factors are. */
export function splitGap(target: number, outlook: number, now: Factors, usual: Factors): GapRow[] {
  const needed: Factors = { ...usual, volume: target / (usual.cycle * usual.conversion * usual.size) };
  const ratio = target / outlook;
  const mean = Math.abs(ratio - 1) < 1e-9 ? target : (target - outlook) / Math.log(ratio);
  const parts = gapFactors.map((factor) => mean * Math.log(needed[factor] / now[factor]));
  const amounts = spreadCents(parts, toCents(target - outlook));
  return gapFactors.map((factor, i) => ({
    factor,
    now: now[factor],
    usual: usual[factor],
    needed: needed[factor],
    amount: amounts[i] ?? 0,
    alone: now[factor] * ratio,
  }));
}

function verdictOf(rows: readonly GapRow[], missing: number | null): GapAnswer['verdict'] {
  if (missing === null || missing <= 0 || rows.length === 0) return null;
  const part = (factor: GapFactor) => rows.find((row) => row.factor === factor)?.amount ?? 0;
  return part('volume') >= part('conversion') + part('cycle') ? 'generate' : 'convert';
}

function warningsOf({
  target,
  past,
  rows,
  period,
  standing,
}: {
  target: number | null;
  past: readonly Flow[];
  rows: readonly GapRow[];
  period: string;
  standing: DealStanding;
}): Warning[] {
  const warnings: Warning[] = [];
  if (target === null)
    warnings.push({
      code: 'no-target',
      message: `There is no target for ${period}, so there is no gap to split.`,
    });
  if (past.length < constants.gapMinimum)
    warnings.push({
      code: 'few-periods',
      message: `${past.length} past periods had wins; from ${constants.gapMinimum} on the gap is split against what is usual.`,
    });
  else if (target !== null && rows.length === 0)
    warnings.push({
      code: 'no-split',
      message: 'Nothing is expected to be won, or the target is zero: the gap has no parts.',
    });
  if (rows.length > 0 && !modelMethods.some((name) => name === standing.method))
    warnings.push({
      code: 'no-chances',
      message:
        'The method in use gives no chances to single deals: wins are those so far, and the value of a win takes up the rest.',
    });
  return warnings;
}
