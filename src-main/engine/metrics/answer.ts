import type { Scope } from '#shared/model/scope';
import type { MetricAnswer, Warning } from '#shared/results/envelope';
import type { WorkspaceFacts } from './facts';
import { type Fragment, shown } from './scope-sql';

/** `quiet` leaves out warnings that another part of the same answer gives. */
export type MetricScope = Scope & { by?: string | undefined; quiet?: boolean };

/** The envelope every metric returns. */
export function answer<Row>(
  metric: string,
  facts: WorkspaceFacts,
  scope: MetricScope,
  part: { n: number; rows: Row[]; statement: Fragment; warnings?: Warning[] },
): MetricAnswer<Row> {
  return {
    metric,
    asOf: scope.asOf ?? facts.asOf,
    scope: plainScope(scope),
    evidence: facts.evidence,
    evidenceShares: facts.evidenceShares,
    n: part.n,
    rows: part.rows,
    warnings: part.warnings ?? [],
    sql: shown(part.statement),
  };
}

function plainScope(scope: MetricScope): Scope & { by?: string } {
  const { asOf, from, to, where, pipeline, weight, cleanUps, by } = scope;
  return {
    where,
    weight,
    ...(asOf ? { asOf } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(pipeline !== undefined ? { pipeline } : {}),
    ...(cleanUps ? { cleanUps } : {}),
    ...(by ? { by } : {}),
  };
}
