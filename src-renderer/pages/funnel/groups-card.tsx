import { Select } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Within } from '#shared/model/within';
import type { FunnelDefinition, FunnelRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import {
  dotInterval,
  emptyKey,
  type GroupRate,
  type GroupSelect,
  sortGroups,
} from '../../charts/dot-interval';
import { BreakdownSelect } from '../../components/breakdown-select';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ShowAll } from '../../components/show-all';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { fieldLabel, useFields } from '../../state/use-fields';
import { useMetric } from '../../state/use-metric';
import { useAddressValue, useScope } from '../../state/use-scope';
import { weakestStep } from './sentence';

const firstGroups = 15;
const minimumDeals = 30;

type GroupsCardProps = {
  /** The pooled funnel: its steps can be chosen, its rate is the line through all groups. */
  stages: readonly FunnelRow[];
  params: { definition: FunnelDefinition; within?: Within };
};

/** One step of the funnel by owner, segment or any other field. */
export function GroupsCard({ stages, params }: GroupsCardProps) {
  const fields = useFields();
  const [chosenField, setField] = useAddressValue('by');
  const [chosenStep, setStep] = useAddressValue('step');
  const field = chosenField ?? fields[0]?.field ?? null;
  const pooled = stages.find((row) => row.stage === chosenStep) ?? weakestStep(stages) ?? stages[0];
  if (!field || !pooled) {
    return (
      <Card title="By group">
        <EmptyState
          title="Nothing to break down by"
          hint="Map an owner, a team or a segment column on the Data page to compare groups."
        />
      </Card>
    );
  }
  const controls = (
    <>
      <Select
        size="xs"
        w={140}
        aria-label="Step"
        data={stages.map((row) => row.stage)}
        value={pooled.stage}
        onChange={setStep}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
      <BreakdownSelect value={field} onChange={setField} />
    </>
  );
  return (
    <Groups
      field={field}
      label={fieldLabel(fields, field)}
      pooled={pooled}
      params={params}
      controls={controls}
    />
  );
}

type GroupsProps = {
  field: string;
  label: string;
  pooled: FunnelRow;
  params: GroupsCardProps['params'];
  controls: React.ReactNode;
};

function Groups({ field, label, pooled, params, controls }: GroupsProps) {
  const { scope, controls: global } = useScope();
  const { openDrill } = useDrill();
  const [all, setAll] = useState(false);
  const query = useMetric('metric.funnel', { ...scope, ...params, by: field, stage: pooled.stage });
  const rows = useMemo(
    () =>
      sortGroups(
        (query.data?.rows ?? []).filter((row) => row.stage === pooled.stage).map(groupOf),
        minimumDeals,
      ),
    [query.data, pooled.stage],
  );
  const shown = useMemo(() => (all ? rows : rows.slice(0, firstGroups)), [rows, all]);
  const build = useCallback(
    (context: ChartContext) =>
      dotInterval(
        shown,
        {
          overall: pooled.conversion,
          minimum: minimumDeals,
          unit: 'reached',
          measure: 'Go further',
          field: label,
        },
        context,
      ),
    [shown, pooled.conversion, label],
  );
  const { definition, within } = params;
  const onSelect = useCallback(
    ({ key }: GroupSelect) =>
      openDrill({
        title: `${pooled.stage}, reached: ${key ?? emptyKey}`,
        behind: { metric: 'funnel', definition, stage: pooled.stage, part: 'entered' },
        group: { field, value: key },
        definition: `funnel.${definition}`,
        method: 'metric.funnel',
        params: { definition, by: field, ...(within === undefined ? {} : { within }) },
      }),
    [openDrill, pooled.stage, definition, within, field],
  );
  const title = `Who goes on from ${pooled.stage}`;
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title} toolbar={controls}>
          <ChartSkeleton height={320} bars={10} />
        </Card>
      }
    >
      {(answer) => (
        <ChartCard
          title={title}
          caption={`By ${label.toLowerCase()}, ${rows.every(({ n }) => n < minimumDeals) ? 'biggest first' : 'highest first'}; the dashed line is all deals together`}
          build={build}
          onSelect={onSelect}
          about={{
            title,
            definition: `funnel.${definition}`,
            method: 'metric.funnel',
            params: { ...params, by: field },
          }}
          toolbar={controls}
          warnings={answer.warnings.filter(({ code }) => !saidAbove(code))}
          stale={query.isPlaceholderData}
          footer={
            <>
              <ChartKey
                entries={[
                  {
                    mark: 'dot',
                    text: global.weight === 'count' ? 'Share with 95% interval' : 'Share of value',
                  },
                  { mark: 'ring', text: `Under ${minimumDeals} deals` },
                  { mark: 'naive', text: 'Naive' },
                ]}
              />
              <ShowAll shown={firstGroups} total={rows.length} all={all} onToggle={() => setAll(!all)} />
            </>
          }
        />
      )}
    </MetricState>
  );
}

/** What clean-ups move, and what no history tells, is said of all deals together. */
function saidAbove(code: string): boolean {
  return code.startsWith('clean-ups') || code === 'no-stage-history';
}

function groupOf(row: FunnelRow): GroupRate {
  return {
    key: row.key ?? null,
    rate: row.conversion,
    low: row.low,
    high: row.high,
    n: row.entered,
    naive: row.naive,
  };
}
