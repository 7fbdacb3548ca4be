import { type ReactNode, useCallback, useMemo } from 'react';
import type { RepsAnswer } from '#shared/results/reps';
import type { ChartContext } from '../../charts/chart-model';
import { repCaterpillar } from '../../charts/rep-caterpillar';
import { stageName } from '../../charts/rep-cells';
import { type RepSelect, repFunnel } from '../../charts/rep-funnel';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { effectSentence } from './sentence';
import type { RepView } from './use-rep-controls';
import { useRepDrill } from './use-rep-drill';

type StageChartsProps = {
  view: RepView;
  /** Warnings that stand on the page already. */
  saidAbove: ReadonlySet<string>;
  /** Stands under the first chart, which is the shorter one. */
  children: ReactNode;
};

/** The chosen stage, rep by rep: what chance does at each number of deals, and what is known of each. */
export function StageCharts({ view, saidAbove, children }: StageChartsProps) {
  const { scope } = useScope();
  const { stage } = view.stage;
  const query = useMetric('metric.reps', { ...scope, ...(stage === null ? {} : { stage }) });
  return (
    <MetricState
      query={query}
      skeleton={
        <Column span={12}>
          <Card title={titleOf(view.stage)}>
            <ChartSkeleton height={320} bars={12} />
          </Card>
        </Column>
      }
    >
      {(answer) => (
        <Charts answer={answer} view={view} saidAbove={saidAbove} stale={query.isPlaceholderData}>
          {children}
        </Charts>
      )}
    </MetricState>
  );
}

function titleOf(stage: RepView['stage']): string {
  return stage.stage === null
    ? 'The whole sale, from creation to winning'
    : `Who brings deals on from ${stageName(stage)}`;
}

type ChartsProps = StageChartsProps & { answer: RepsAnswer; stale: boolean };

function Charts({ answer, view, saidAbove, stale, children }: ChartsProps) {
  const format = useFormat();
  const openDeals = useRepDrill(answer.ramp);
  const chosen = view.card?.owner ?? null;
  const { rows, rate, limits, widened, minimum } = answer;
  const funnel = useCallback(
    (context: ChartContext) => repFunnel(rows, { rate, limits, widened, minimum, chosen }, context),
    [rows, rate, limits, widened, minimum, chosen],
  );
  const shown = useMemo(() => rows.filter(({ owner }) => view.shown.has(owner)), [rows, view.shown]);
  const caterpillar = useCallback(
    (context: ChartContext) => repCaterpillar(shown, { rate, minimum }, context),
    [shown, rate, minimum],
  );
  const onSelect = useCallback(
    ({ owner }: RepSelect) => openDeals({ owner, stage: answer }),
    [openDeals, answer],
  );
  const about = {
    title: titleOf(answer),
    definition: 'reps',
    method: 'metric.reps',
    params: answer.stage === null ? {} : { stage: answer.stage },
  } as const;
  const spread = answer.isOverDispersed
    ? `; reps lie ${format.number(Math.sqrt(answer.overDispersion ?? 1), 1)} times as far apart as chance puts them, dotted lines allow for it`
    : '';
  if (rows.every(({ n }) => n < minimum)) {
    return (
      <Column span={12}>
        <Card title={titleOf(answer)}>
          <EmptyState
            title={`No rep has ${format.deals(minimum)} here`}
            hint="Reps are compared from that many deals on that were followed long enough. Choose another stage, widen the period, or import a longer history."
            action={<ImportLink />}
          />
        </Card>
        {children}
      </Column>
    );
  }
  return (
    <>
      <Column span={6}>
        <ChartCard
          title={titleOf(answer)}
          caption={`Between the lines lies what chance does to equal reps at that number of deals, 95 and 99.8%${spread}; a dot opens its deals`}
          build={funnel}
          onSelect={onSelect}
          about={about}
          warnings={answer.warnings.filter(({ code }) => !saidAbove.has(code))}
          stale={stale}
          footer={
            <ChartKey
              entries={[
                { mark: 'won', text: '↑ unusually many go on' },
                { mark: 'loss', text: '↓ unusually few' },
                { mark: 'bar', text: 'Within chance' },
                { mark: 'ring', text: `Under ${minimum} deals` },
              ]}
            />
          }
        />
        {children}
      </Column>
      <Column span={6}>
        <ChartCard
          title={`What is known of each rep${answer.stage === null ? '' : ` in ${answer.stage}`}`}
          caption={`${effectSentence(answer, format)} An arrow leads from the adjusted rate to what remains of it`}
          build={caterpillar}
          onSelect={onSelect}
          about={about}
          stale={stale}
          footer={
            <ChartKey
              entries={[
                { mark: 'dot', text: 'Shrunk, with 80% interval' },
                { mark: 'naive', text: 'At the team’s mix of deals' },
                { mark: 'ring', text: `Under ${minimum} deals` },
              ]}
            />
          }
        />
      </Column>
    </>
  );
}
