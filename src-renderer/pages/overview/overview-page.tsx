import { IconInbox } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { MetricAnswer } from '#shared/results/envelope';
import type { OverviewRow } from '#shared/results/metrics';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton, FiguresSkeleton } from '../../components/skeletons';
import { StageTimesCard, useStageTimes } from '../../components/stage-times-card';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope, useScopedPath } from '../../state/use-scope';
import { AttentionCard } from './attention-card';
import { DataCard } from './data-card';
import { KeyFigures } from './key-figures';
import { MonthsCard } from './months-card';
import { OutlookCard } from './outlook-card';
import classes from './overview.module.css';
import { PipelineCard } from './pipeline-card';
import { overviewSentence } from './sentence';
import { WeekCard } from './week-card';

/** Monday morning on one page. */
export function OverviewPage() {
  const { scope, controls } = useScope();
  const format = useFormat();
  const overview = useMetric('metric.overview', scope);
  const stages = useStageTimes();
  const row = overview.data?.rows[0];
  return (
    <Page
      question="Where does the pipeline stand?"
      pending={overview.isFetching}
      answer={
        overview.isError
          ? null
          : row && !stages.isPending
            ? overviewSentence(row, stages.data?.rows ?? [], controls.weight, format)
            : undefined
      }
    >
      <MetricState query={overview} skeleton={<OverviewSkeleton />}>
        {(answer) => <OverviewContent answer={answer} stale={overview.isPlaceholderData} />}
      </MetricState>
    </Page>
  );
}

function OverviewContent({ answer, stale }: { answer: MetricAnswer<OverviewRow>; stale: boolean }) {
  const row = answer.rows[0];
  if (!row || row.totals.deals === 0) {
    return (
      <Card>
        <EmptyState
          icon={<IconInbox size={32} stroke={1.4} />}
          title="No deal matches"
          hint="Remove a filter or widen the period, or import an export that holds opportunities."
          action={<ImportLink />}
        />
      </Card>
    );
  }
  return (
    <Columns>
      <Column span={12}>
        <KeyFigures row={row} />
      </Column>
      <Column span={12}>
        <OutlookCard />
      </Column>
      <Column span={6}>
        <PipelineCard rows={row.pipeline} stale={stale} />
      </Column>
      <Column span={6}>
        <MonthsCard rows={row.months} stale={stale} />
      </Column>
      <Column span={6}>
        <StageTimesCard footer={<VelocityLink />} most={12} quiet />
      </Column>
      <Column span={6}>
        <WeekCard />
      </Column>
      <Column span={12}>
        <AttentionCard />
      </Column>
      <Column span={12}>
        <DataCard answer={answer} />
      </Column>
    </Columns>
  );
}

function VelocityLink() {
  const scoped = useScopedPath();
  return (
    <Link href={scoped('/velocity')} className={classes.link}>
      Curves and groups in Velocity
    </Link>
  );
}

function OverviewSkeleton() {
  return (
    <Columns>
      <Column span={12}>
        <Card>
          <FiguresSkeleton count={5} />
        </Card>
      </Column>
      <Column span={6}>
        <Card>
          <ChartSkeleton height={260} bars={5} />
        </Card>
      </Column>
      <Column span={6}>
        <Card>
          <ChartSkeleton height={260} />
        </Card>
      </Column>
    </Columns>
  );
}
