import { useCallback, useMemo, useState } from 'react';
import type { CurvePoint, CycleRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { emptyKey } from '../../charts/dot-interval';
import { type DurationSelect, medianAndMean } from '../../charts/median-and-mean';
import { type CurveGroup, mostCurves, survivalCurves } from '../../charts/survival-curves';
import { BreakdownSelect } from '../../components/breakdown-select';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { Column, Columns } from '../../components/page';
import { ShowAll } from '../../components/show-all';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { fieldLabel, useFields } from '../../state/use-fields';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { groupTable } from './cycle-table';
import { type CycleChoice, useVelocityControls } from './use-velocity-controls';

const firstGroups = 9;
/** With more groups the chart fills the card, and its menu has the table. */
const mostTableRows = 5;

const measures: Record<CycleChoice, { title: string; value: (point: CurvePoint) => number }> = {
  closed: { title: 'Share of deals still open', value: (point) => point.survival },
  won: { title: 'Share of deals won', value: (point) => point.won },
  lost: { title: 'Share of deals lost', value: (point) => point.lost },
};

/** Curves of the biggest groups and medians of all, by any field. */
export function GroupCurvesCard() {
  const fields = useFields();
  const { scope } = useScope();
  const { outcome, by, setBy } = useVelocityControls();
  const field = by ?? fields.find((known) => known.field === 'segment')?.field ?? fields[0]?.field ?? null;
  const query = useMetric(
    'metric.cycle',
    { ...scope, outcome, curve: true, ...(field === null ? {} : { by: field }) },
    { enabled: field !== null },
  );
  if (field === null) {
    return (
      <Card title="By group">
        <EmptyState
          title="Nothing to break down by"
          hint="Map an owner, a team or a segment column on the Data page to compare groups."
        />
      </Card>
    );
  }
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={`By ${fieldLabel(fields, field).toLowerCase()}`}>
          <ChartSkeleton height={340} />
        </Card>
      }
    >
      {(answer) => (
        <Groups
          rows={answer.rows}
          field={field}
          label={fieldLabel(fields, field)}
          outcome={outcome}
          stale={query.isPlaceholderData}
          controls={<BreakdownSelect value={field} onChange={setBy} />}
        />
      )}
    </MetricState>
  );
}

type GroupsProps = {
  rows: readonly CycleRow[];
  field: string;
  label: string;
  outcome: CycleChoice;
  stale: boolean;
  controls: React.ReactNode;
};

function Groups({ rows, field, label, outcome, stale, controls }: GroupsProps) {
  const { openDrill } = useDrill();
  const { benchmark } = useVelocityControls();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const bySize = useMemo(() => [...rows].sort((a, b) => b.n - a.n), [rows]);
  const measure = measures[outcome];
  const buildCurves = useCallback(
    (context: ChartContext) =>
      survivalCurves(bySize.slice(0, mostCurves).map(curveOf), measure.value, context, benchmark),
    [bySize, measure, benchmark],
  );
  const medians = useMemo(
    () =>
      (all ? bySize : bySize.slice(0, firstGroups)).map((row) => ({ ...row, label: row.key ?? emptyKey })),
    [bySize, all],
  );
  const table = useMemo(() => groupTable(medians, label, format), [medians, label, format]);
  const buildMedians = useCallback(
    (context: ChartContext) => medianAndMean(medians, context, benchmark),
    [medians, benchmark],
  );
  const onSelect = useCallback(
    ({ key }: DurationSelect) =>
      openDrill({
        title: `${label}: ${key ?? emptyKey}`,
        behind: { metric: 'cycle', part: 'n' },
        group: { field, value: key },
        definition: `cycle.${outcome}`,
        method: 'metric.cycle',
        params: { outcome, by: field },
      }),
    [openDrill, field, label, outcome],
  );
  const about = {
    title: `Time to close by ${label.toLowerCase()}`,
    definition: `cycle.${outcome}`,
    method: 'metric.cycle',
    params: { outcome, by: field },
  } as const;
  const more = rows.length > mostCurves ? `; the ${mostCurves} biggest of ${format.count(rows.length)}` : '';
  return (
    <Columns>
      <Column span={7}>
        <ChartCard
          title={`${measure.title}, by ${label.toLowerCase()}`}
          caption={`By days since creation${more}${outcome === 'closed' ? '; at the dashed line half are closed' : ''}`}
          build={buildCurves}
          onSelect={onSelect}
          about={about}
          toolbar={controls}
          stale={stale}
        />
      </Column>
      <Column span={5}>
        <ChartCard
          title={`Median and naive mean, by ${label.toLowerCase()}`}
          caption="Days; biggest groups first"
          build={buildMedians}
          onSelect={onSelect}
          about={about}
          stale={stale}
          footer={
            <>
              {medians.length <= mostTableRows ? (
                <FiguresTable
                  table={table}
                  caption={`Quartiles by ${label.toLowerCase()}`}
                  onSelect={onSelect}
                />
              ) : null}
              <ShowAll shown={firstGroups} total={rows.length} all={all} onToggle={() => setAll(!all)} />
            </>
          }
        />
      </Column>
    </Columns>
  );
}

function curveOf(row: CycleRow): CurveGroup {
  return {
    key: row.key,
    label: row.key ?? emptyKey,
    n: row.n,
    median: row.median,
    end: row.tau,
    curve: row.curve ?? [],
  };
}
