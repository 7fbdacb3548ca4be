import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import type { JudgedField, Judgement, JudgementScore, JudgementsResult } from '#shared/results/plan';
import { periodName } from '#shared/time/fiscal-periods';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';
import { askedPeriod } from './asked-period';

type Told = {
  id: number;
  at: string;
  author: string;
  as_of: string;
  from: string;
  to: string;
  field: JudgedField | null;
  value: string | null;
  deal: string | null;
  deal_name: string | null;
  amount: number | null;
  note: string;
  p10: number | null;
  p50: number | null;
  p90: number | null;
  mean: number | null;
  method: string | null;
  is_last: boolean;
  actual: number | null;
};

/** Calls of a period, or all, the newest first, and how those on periods that are over did against the model. */
export async function judgements(
  connection: Connection,
  facts: WorkspaceFacts,
  { period, asOf = facts.asOf }: MethodParams<'judgements.list'>,
): Promise<JudgementsResult> {
  const told = await connection.all<Told>(
    `SELECT
      j.id, j.made_at AS "at", j.made_by AS author, j.as_of, j.from_day AS "from", j.to_day AS "to", j.field, j.value,
      j.deal, o.name AS deal_name, j.amount::DOUBLE AS amount, j.note, j.model_p10::DOUBLE AS p10,
      j.model_p50::DOUBLE AS p50, j.model_p90::DOUBLE AS p90, j.model_mean::DOUBLE AS mean,
      j.model_method AS method, j.is_last, j.actual::DOUBLE AS actual
    FROM weir.judgement_outcome($as_of::DATE) AS j
    LEFT JOIN weir.opportunity AS o ON o.id = j.deal
    ORDER BY j.id DESC`,
    { as_of: asOf },
  );
  const all = told.map((row) => judgementOf(row, facts.fiscalYearStart));
  const asked = period === undefined ? null : askedPeriod(facts, period, asOf);
  const list = asked ? all.filter(({ from, to }) => from === asked.from && to === asked.to) : all;
  return {
    period: asked?.label ?? null,
    asOf,
    judgements: list,
    scores: scoresOf(all),
    warnings: fewCalls(all),
  };
}

function judgementOf(row: Told, fiscalYearStart: number): Judgement {
  const { id, at, author, from, to, field, value, deal, amount, note, actual } = row;
  const model = row.p50 ?? row.mean;
  return {
    id,
    at,
    author,
    asOf: row.as_of,
    period: periodName(from, to, fiscalYearStart),
    from,
    to,
    field,
    value,
    deal,
    dealName: row.deal_name,
    amount,
    note,
    model: { p10: row.p10, p50: row.p50, p90: row.p90, mean: row.mean, method: row.method },
    isLast: row.is_last,
    actual,
    error: actual === null || amount === null ? null : amount - actual,
    modelError: actual === null || model === null ? null : model - actual,
  };
}

/** By author, over the last calls on periods that are over, where both the call and the model said something. */
function scoresOf(all: readonly Judgement[]): JudgementScore[] {
  const over = all.filter(({ isLast, error, modelError }) => isLast && error !== null && modelError !== null);
  return [...groupBy(over, ({ author }) => author)]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([author, calls]) => {
      const actual = sumOf(calls, (call) => call.actual ?? 0);
      const share = (of: (call: Judgement) => number) => (actual > 0 ? sumOf(calls, of) / actual : null);
      return {
        author,
        n: calls.length,
        wape: share((call) => Math.abs(call.error ?? 0)),
        modelWape: share((call) => Math.abs(call.modelError ?? 0)),
        bias: share((call) => call.error ?? 0),
        modelBias: share((call) => call.modelError ?? 0),
        nearer:
          calls.filter((call) => Math.abs(call.error ?? 0) < Math.abs(call.modelError ?? 0)).length /
          calls.length,
      };
    });
}

const fewScored = 8;

function fewCalls(all: readonly Judgement[]): Warning[] {
  const scored = all.filter(({ isLast, error }) => isLast && error !== null).length;
  if (scored === 0 || scored >= fewScored) return [];
  const message = `${scored} ${scored === 1 ? 'call is' : 'calls are'} on periods that are over: too few to say who is nearer, people or the model.`;
  return [{ code: 'few-calls', message, details: { calls: scored } }];
}
