import { SegmentedControl } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { Card } from '../../components/card';
import { CompareCards } from '../../components/compare/compare-card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { NothingClosed } from '../../components/nothing-closed';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { StageTimesCard, stageTimesTitle } from '../../components/stage-times-card';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { BenchmarkControl } from './benchmark-control';
import { BottleneckCard } from './bottleneck-card';
import { GroupCurvesCard } from './group-curves-card';
import { MediansCard } from './medians-card';
import { OutcomeCard } from './outcome-card';
import { benchmarkSentence, velocitySentence } from './sentence';
import { StageCurvesCard } from './stage-curves-card';
import { TrendCard } from './trend-card';
import { cycleOutcomes, outcomeLabels, useVelocityControls } from './use-velocity-controls';
import { VelocityCard } from './velocity-card';

/** Charts of more stages than this stand below each other. */
const mostBeside = 12;

/** How long deals take, as curves that count open deals as unfinished. */
export function VelocityPage() {
  const { scope } = useScope();
  const format = useFormat();
  const { outcome, setOutcome, benchmark } = useVelocityControls();
  const cycle = useMetric('metric.cycle', {
    ...scope,
    outcome,
    ...(benchmark === null ? {} : { benchmark }),
  });
  const stages = useMetric('metric.bottleneck', scope);
  const ready = cycle.data !== undefined && !stages.isPending;
  const failed = cycle.isError;
  return (
    <Page
      question="How long do deals take?"
      pending={cycle.isFetching}
      answer={failed ? null : ready ? pageSentence(cycle.data.rows[0], stages.data?.rows, format) : undefined}
      controls={
        <>
          <BenchmarkControl />
          <SegmentedControl
            size="xs"
            aria-label="Time to"
            data={cycleOutcomes.map((value) => ({
              value,
              label: `Time to ${outcomeLabels[value].toLowerCase()}`,
            }))}
            value={outcome}
            onChange={setOutcome}
          />
        </>
      }
    >
      <MetricState query={cycle} skeleton={<VelocitySkeleton />}>
        {(answer) =>
          (answer.rows[0]?.n ?? 0) === 0 ? (
            <Card>
              <EmptyState
                icon={<IconClockHour4 size={32} stroke={1.4} />}
                title="No deal with a creation date"
                hint="Remove a filter or widen the period, or map the creation date on the Data page."
                action={<ImportLink />}
              />
            </Card>
          ) : (
            <VelocityContent
              ended={answer.rows[0]?.events ?? 0}
              hasManyStages={(stages.data?.rows.length ?? 0) > mostBeside}
            />
          )
        }
      </MetricState>
    </Page>
  );
}

function pageSentence(...[cycle, stages, format]: Parameters<typeof velocitySentence>): string {
  const benchmark = benchmarkSentence(cycle, format);
  return [velocitySentence(cycle, stages, format), benchmark].filter((part) => part !== null).join(' ');
}

/** The curves need deals that have ended; time in stage does not. */
function VelocityContent({ ended, hasManyStages }: { ended: number; hasManyStages: boolean }) {
  return (
    <Columns>
      <Column span={12}>
        <VelocityCard />
      </Column>
      {ended > 0 ? (
        <>
          <Column span={7}>
            <OutcomeCard />
          </Column>
          <Column span={5}>
            <MediansCard />
          </Column>
          <Column span={12}>
            <GroupCurvesCard />
          </Column>
        </>
      ) : (
        <Column span={12}>
          <Card title="How long deals take">
            <NothingClosed title="No deal has ended this way" hint="Curves and medians need closed deals." />
          </Card>
        </Column>
      )}
      <Column span={12}>
        <TrendCard />
      </Column>
      <Column span={12}>
        <BottleneckCard />
      </Column>
      <Column span={hasManyStages ? 12 : 6}>
        <StageTimesCard title={stageTimesTitle} withoutCleanUps />
      </Column>
      <Column span={hasManyStages ? 12 : 6}>
        <StageCurvesCard />
      </Column>
      <CompareCards page="velocity" />
    </Columns>
  );
}

function VelocitySkeleton() {
  return (
    <Columns>
      <Column span={7}>
        <Card>
          <ChartSkeleton height={340} />
        </Card>
      </Column>
      <Column span={5}>
        <Card>
          <ChartSkeleton height={340} />
        </Card>
      </Column>
    </Columns>
  );
}
