import type { Connection } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { FieldQuality } from '#shared/results/quality';
import type { WorkspaceFacts } from './facts';

type Wanted = { field: string; of?: FieldQuality['among']; limits: readonly string[] };

/** The condition on a deal to be among those that ought to have a field. */
export const amongConditions: Record<FieldQuality['among'], string> = {
  all: 'true',
  open: "outcome = 'open'",
  closed: "outcome <> 'open'",
  lost: "outcome = 'lost'",
};

/** Fields that figures rest on, of which deals they are to be expected, and the commands that need them. */
const wanted: readonly Wanted[] = [
  { field: 'created_at', limits: ['cycle', 'win-rate', 'funnel', 'cohorts', 'velocity'] },
  { field: 'closed_at', of: 'closed', limits: ['cycle', 'win-rate', 'cohorts', 'forecast'] },
  { field: 'amount', limits: ['overview', 'coverage', 'changes', 'forecast'] },
  { field: 'expected_close', of: 'open', limits: ['slippage', 'coverage', 'forecast'] },
  { field: 'owner', limits: ['reps'] },
  { field: 'account', limits: ['health'] },
  { field: 'loss_reason', of: 'lost', limits: ['win-rate'] },
  { field: 'last_activity_at', of: 'open', limits: ['stale', 'health'] },
  { field: 'next_step', of: 'open', limits: ['health'] },
  { field: 'next_step_date', of: 'open', limits: ['health'] },
  { field: 'source', limits: ['win-rate', 'reps'] },
  { field: 'segment', limits: ['win-rate', 'reps', 'stale'] },
  { field: 'team', limits: ['reps'] },
];

/** How full the fields are that figures rest on. One pass over the deals. */
export async function fieldQuality(connection: Connection, facts: WorkspaceFacts): Promise<FieldQuality[]> {
  const counts = wanted.flatMap(({ field, of = 'all' }, i) => [
    `count(*) FILTER (${amongConditions[of]}) AS of${i}`,
    `count(nullif(${identifier(field)}::VARCHAR, '')) FILTER (${amongConditions[of]}) AS filled${i}`,
  ]);
  const row = await connection.one(`SELECT ${counts.join(', ')} FROM weir.opportunity`);
  return wanted.map(({ field, of: among = 'all', limits }, i) => {
    const [of, filled] = [row[`of${i}`] as number, row[`filled${i}`] as number];
    const label = facts.fields.find((column) => column.field === field)?.label ?? field;
    return { field, label, among, of, filled, share: of > 0 ? filled / of : null, limits: [...limits] };
  });
}
