import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { FieldQuality } from '#shared/results/quality';
import type { WorkspaceFacts } from './facts';

type Wanted = { field: string; of?: string; limits: readonly string[] };

/** Fields that figures rest on, of which deals they are to be expected, and the commands that need them. */
const wanted: readonly Wanted[] = [
  { field: 'created_at', limits: ['cycle', 'win-rate', 'funnel', 'cohorts', 'velocity'] },
  { field: 'closed_at', of: "outcome <> 'open'", limits: ['cycle', 'win-rate', 'cohorts', 'forecast'] },
  { field: 'amount', limits: ['overview', 'coverage', 'changes', 'forecast'] },
  { field: 'expected_close', of: "outcome = 'open'", limits: ['slippage', 'coverage', 'forecast'] },
  { field: 'owner', limits: ['reps'] },
  { field: 'account', limits: ['health'] },
  { field: 'loss_reason', of: "outcome = 'lost'", limits: ['win-rate'] },
  { field: 'last_activity_at', of: "outcome = 'open'", limits: ['stale', 'health'] },
  { field: 'next_step', of: "outcome = 'open'", limits: ['health'] },
  { field: 'next_step_date', of: "outcome = 'open'", limits: ['health'] },
  { field: 'source', limits: ['win-rate', 'reps'] },
  { field: 'segment', limits: ['win-rate', 'reps', 'stale'] },
  { field: 'team', limits: ['reps'] },
];

/** How full the fields are that figures rest on. One pass over the deals. */
export async function fieldQuality(connection: Connection, facts: WorkspaceFacts): Promise<FieldQuality[]> {
  const counts = wanted.flatMap(({ field, of = 'true' }, i) => [
    `count(*) FILTER (${of}) AS of${i}`,
    `count(nullif(${identifier(field)}::VARCHAR, '')) FILTER (${of}) AS filled${i}`,
  ]);
  const row = await connection.one(`SELECT ${counts.join(', ')} FROM weir.opportunity`);
  return wanted.map(({ field, limits }, i) => {
    const [of, filled] = [row[`of${i}`] as number, row[`filled${i}`] as number];
    const label = facts.fields.find((column) => column.field === field)?.label ?? field;
    return { field, label, of, filled, share: of > 0 ? filled / of : null, limits: [...limits] };
  });
}
