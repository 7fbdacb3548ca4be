import { useCallback, useMemo } from 'react';
import type { CohortRow, CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import type { Weight } from '../../charts/cohort-cells';
import {
  type CohortGroup,
  type CohortGroupSelect,
  cohortGroups,
  type GroupCell,
  mostGroups,
} from '../../charts/cohort-groups';
import { ageText, cohortLabel } from '../../charts/cohort-labels';
import { emptyKey } from '../../charts/dot-interval';
import { BreakdownSelect } from '../../components/breakdown-select';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { fieldLabel, useFields } from '../../state/use-fields';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { commonAge } from './common-age';
import { useCohortControls } from './use-cohort-controls';

type GroupsCardProps = {
  /** All deals together: their cohorts say at which age groups are compared. */
  pooled: CohortsAnswer;
  outcome: 'won' | 'lost';
  weight: Weight;
};

/** Cohorts of each segment, or of another field, read at one age. */
export function GroupsCard({ pooled, outcome, weight }: GroupsCardProps) {
  const fields = useFields();
  const { by, setBy } = useCohortControls();
  const { scope } = useScope();
  const field = by ?? fields.find((known) => known.field === 'segment')?.field ?? fields[0]?.field ?? null;
  const bucket = commonAge(pooled.rows);
  const query = useMetric(
    'metric.cohorts',
    { ...scope, grain: pooled.grain, closings: false, ...(field === null ? {} : { by: field }) },
    { enabled: field !== null && bucket !== null },
  );
  if (field === null || bucket === null) {
    return (
      <Card title="By group">
        <EmptyState
          title={field === null ? 'Nothing to break down by' : 'No cohort seen through a step of age'}
          hint={
            field === null
              ? 'Map an owner, a team or a segment column on the Data page to compare groups.'
              : 'Groups are compared at one age; widen the period, or choose months.'
          }
        />
      </Card>
    );
  }
  const label = fieldLabel(fields, field);
  const controls = <BreakdownSelect value={field} onChange={setBy} />;
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={`By ${label.toLowerCase()}`} toolbar={controls}>
          <ChartSkeleton height={280} />
        </Card>
      }
    >
      {(answer) => (
        <Groups
          answer={answer}
          bucket={bucket}
          field={field}
          label={label}
          outcome={outcome}
          weight={weight}
          controls={controls}
          stale={query.isPlaceholderData}
        />
      )}
    </MetricState>
  );
}

type GroupsProps = {
  answer: CohortsAnswer;
  bucket: number;
  field: string;
  label: string;
  outcome: 'won' | 'lost';
  weight: Weight;
  controls: React.ReactNode;
  stale: boolean;
};

function Groups({ answer, bucket, field, label, outcome, weight, controls, stale }: GroupsProps) {
  const { openDrill } = useDrill();
  const format = useFormat();
  const groups = useMemo(() => groupsAt(answer, bucket, outcome), [answer, bucket, outcome]);
  const build = useCallback(
    (context: ChartContext) => cohortGroups(groups, answer, context),
    [groups, answer],
  );
  const age = ageText(bucket, answer, format);
  const params = { grain: answer.grain, by: field };
  const onSelect = useCallback(
    ({ key, cohort }: CohortGroupSelect) =>
      openDrill({
        title: `${label}: ${key ?? emptyKey}, created in ${cohortLabel(cohort, answer, format)}, ${outcome} within ${age}`,
        behind: {
          metric: 'cohorts',
          grain: answer.grain,
          ageStep: answer.ageStep,
          cohort,
          bucket,
          part: outcome,
        },
        group: { field, value: key },
        definition: 'cohorts',
        method: 'metric.cohorts',
        params: { grain: answer.grain, by: field },
      }),
    [openDrill, answer, bucket, field, label, outcome, age, format],
  );
  const title = `Share ${weight === 'value' ? 'of value ' : ''}${outcome} within ${age}, by ${label.toLowerCase()}`;
  if (groups.every(({ cells }) => cells.every(({ rate }) => !rate))) {
    return (
      <Card title={title} toolbar={controls}>
        <EmptyState title={`Nothing ${outcome} by then`} hint="Shares appear with the first deals." />
      </Card>
    );
  }
  const more =
    groups.length > mostGroups ? `; the ${mostGroups} biggest of ${format.count(groups.length)}` : '';
  return (
    <ChartCard
      title={title}
      caption={`By ${answer.grain} of creation, cohorts seen that long${more}`}
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'cohorts', method: 'metric.cohorts', params }}
      toolbar={controls}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'dot', text: 'Share; its interval on hover and in the table' },
            { mark: 'ring', text: 'Under 20 deals' },
          ]}
        />
      }
    />
  );
}

/** Groups with their cohorts at one age, the biggest first; cohorts that were not seen in full that long are left out. */
function groupsAt(answer: CohortsAnswer, bucket: number, outcome: 'won' | 'lost'): CohortGroup[] {
  const groups = new Map<string | null, { deals: number; cells: GroupCell[] }>();
  for (const row of answer.rows) {
    const group = groups.get(row.key ?? null) ?? { deals: 0, cells: [] };
    if (row.bucket === 0) group.deals += row.deals;
    if (row.bucket === bucket && row.observed) group.cells.push(cellOf(row, outcome));
    groups.set(row.key ?? null, group);
  }
  return [...groups]
    .filter(([, { cells }]) => cells.length > 0)
    .sort(([, a], [, b]) => b.deals - a.deals)
    .map(([key, group]) => ({ key, label: key ?? emptyKey, ...group }));
}

function cellOf(row: CohortRow, outcome: 'won' | 'lost'): GroupCell {
  const { cohort, deals } = row;
  if (outcome === 'lost') return { cohort, deals, rate: row.lostRate, low: row.lostLow, high: row.lostHigh };
  return { cohort, deals, rate: row.wonRate, low: row.low, high: row.high };
}
