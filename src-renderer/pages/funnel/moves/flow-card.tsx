import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { FlowDirection, FlowRow } from '#shared/results/flow';
import type { ChartContext } from '../../../charts/chart-model';
import { directionWords, type FlowSelect, type FlowStage, flowSankey } from '../../../charts/flow-sankey';
import type { Formatters } from '../../../charts/formatters';
import { heatMatrix } from '../../../charts/heat-matrix';
import { Card } from '../../../components/card';
import { CardMenu } from '../../../components/card-menu';
import { ChartCard } from '../../../components/chart-card';
import { ChartKey, type KeyEntry } from '../../../components/chart-key';
import { EmptyState } from '../../../components/empty-state';
import { MetricState } from '../../../components/metric-state';
import { ChartSkeleton } from '../../../components/skeletons';
import { WarningList } from '../../../components/warning-list';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { useAddressValue, useScope } from '../../../state/use-scope';
import { flowMatrix } from './flow-matrix';
import { HeatTable } from './heat-table';
import classes from './moves.module.css';
import { useFlow } from './use-section-answer';

const title = 'How deals move between stages';
const about = { title: 'Flow', definition: 'flow', method: 'metric.flow' } as const;

/** Above so many stages a Sankey is a knot; the matrix is shown first. */
const mostStages = 12;

/** All moves of the period, as a Sankey diagram or from/to. */
export function FlowCard() {
  const query = useFlow();
  const status = useMetric('workspace.status', {});
  const stages = status.data?.stages;
  const skeleton = (
    <Card title={title}>
      <ChartSkeleton height={360} bars={6} />
    </Card>
  );
  return (
    <MetricState query={query} skeleton={skeleton}>
      {(answer) =>
        stages ? <Flow answer={answer} stages={stages} stale={query.isPlaceholderData} /> : skeleton
      }
    </MetricState>
  );
}

type FlowProps = { answer: MetricAnswer<FlowRow>; stages: readonly FlowStage[]; stale: boolean };

function Flow({ answer, stages, stale }: FlowProps) {
  const { controls } = useScope();
  const [view, setView] = useAddressValue('flow');
  const { openDrill } = useDrill();
  const { rows } = answer;
  const own = useMemo(() => stagesOf(rows, stages), [rows, stages]);
  const build = useCallback(
    (context: ChartContext) => flowSankey(rows, own, controls.weight, context),
    [rows, own, controls.weight],
  );
  const onSelect = useCallback(
    ({ from, to, count }: FlowSelect) =>
      openDrill({
        ...about,
        title: to === null ? `Still in ${from}` : `${from} to ${to}`,
        behind: { metric: 'flow', from, to },
        visits: count,
      }),
    [openDrill],
  );
  const shown = view ?? (own.length > mostStages ? 'matrix' : 'sankey');
  const toolbar = (
    <SegmentedControl
      size="xs"
      aria-label="Form of the flow"
      data={[
        { value: 'sankey', label: 'Diagram' },
        { value: 'matrix', label: 'From / to' },
      ]}
      value={shown}
      onChange={setView}
    />
  );
  const format = useFormat();
  const caption = captionOf(rows, own, format);
  if (rows.length === 0) {
    return (
      <Card title={title} toolbar={toolbar}>
        <EmptyState title="No moves in this period" hint="Widen the period, or import a stage history." />
      </Card>
    );
  }
  if (shown === 'matrix') {
    return (
      <Card
        title={title}
        caption="From the stage on the left to the stage above, the deeper the more; a cell opens its deals"
        toolbar={toolbar}
        actions={<MovesMenu rows={rows} stages={own} />}
      >
        <div className={classes.stack}>
          <MovesTable rows={rows} stages={own} onSelect={onSelect} />
          <WarningList warnings={answer.warnings} />
        </div>
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={caption}
      build={build}
      onSelect={onSelect}
      about={about}
      toolbar={toolbar}
      warnings={answer.warnings}
      stale={stale}
      footer={<ChartKey entries={keyOf(rows, own)} />}
    />
  );
}

const keyEntries: Record<FlowDirection, KeyEntry> = {
  forward: { mark: 'bar', text: 'To the next stage' },
  skip: { mark: 'further', text: 'Past a stage' },
  back: { mark: 'back', text: 'Back' },
  won: { mark: 'won', text: 'Won' },
  lost: { mark: 'loss', text: 'Lost' },
  open: { mark: 'open', text: 'Still there' },
};

/** The directions that the diagram shows, in their order. */
function keyOf(rows: readonly FlowRow[], stages: readonly FlowStage[]): KeyEntry[] {
  const open = new Set(stages.filter(({ kind }) => kind === 'open').map(({ stage }) => stage));
  const drawn = new Set<string>(rows.filter(({ from }) => open.has(from)).map(({ direction }) => direction));
  return Object.entries(keyEntries).flatMap(([direction, entry]) => (drawn.has(direction) ? [entry] : []));
}

/** Stages that moves lead from or to, in their order: open ones, won and after, lost. */
function stagesOf(rows: readonly FlowRow[], stages: readonly FlowStage[]): FlowStage[] {
  const named = new Set(rows.flatMap(({ from, to }) => (to === null ? [from] : [from, to])));
  const order = { open: 0, won: 1, post: 2, lost: 3 };
  const first = new Map<string, FlowStage>();
  for (const stage of stages)
    if (named.has(stage.stage) && !first.has(stage.stage)) first.set(stage.stage, stage);
  return [...first.values()].sort((a, b) => order[a.kind] - order[b.kind] || a.rank - b.rank);
}

function captionOf(rows: readonly FlowRow[], stages: readonly FlowStage[], format: Formatters): string {
  const closed = new Set(stages.filter(({ kind }) => kind !== 'open').map(({ stage }) => stage));
  const reopened = rows
    .filter(({ from, to, direction }) => to !== null && direction === 'back' && closed.has(from))
    .reduce((total, { count }) => total + count, 0);
  const note =
    reopened > 0
      ? `; ${format.count(reopened)} that came back from a closed stage are in the from / to table alone`
      : '';
  const back = rows.some(({ direction }) => direction === 'back')
    ? '; a move back ends at “back to” and its stage'
    : '';
  return `A figure counts visits, a band moves${back}${note}`;
}

type MatrixProps = {
  rows: readonly FlowRow[];
  stages: readonly FlowStage[];
  onSelect: (select: FlowSelect) => void;
};

function MovesTable({ rows, stages, onSelect }: MatrixProps) {
  const { controls } = useScope();
  const write = useAmounts();
  const matrix = flowMatrix(rows, stages, controls.weight);
  return (
    <HeatTable
      caption={title}
      corner={matrix.corner}
      columns={matrix.columns}
      total={matrix.total}
      rows={matrix.rows.map(({ name, total, cells }) => ({
        name,
        total: write(total),
        cells: cells.map((cell) =>
          cell === null
            ? null
            : {
                text: write(cell.value),
                value: cell.value,
                colour: `var(--${cell.tone})`,
                label: `${name} to ${cell.select.to ?? 'still there'}, ${directionWords[cell.select.direction]}: ${write(cell.value)}`,
                open: () => onSelect(cell.select),
              },
        ),
      }))}
    />
  );
}

function MovesMenu({ rows, stages }: Omit<MatrixProps, 'onSelect'>) {
  const { controls } = useScope();
  const write = useAmounts();
  return (
    <CardMenu
      title={title}
      build={(context) => heatMatrix(flowMatrix(rows, stages, controls.weight), write, context)}
      about={about}
    />
  );
}

/** Deals or money, as the page weighs. */
function useAmounts(): (value: number) => string {
  const format = useFormat();
  const { controls } = useScope();
  return controls.weight === 'value' ? format.moneyShort : format.count;
}
