import { Select } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RepStagesAnswer } from '#shared/results/reps';
import { stageName } from '../../charts/rep-cells';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { CoachingCard } from './coaching-card';
import { HeatMapCard } from './heat-map-card';
import { RepCard } from './rep-card';
import { repsSentence } from './sentence';
import { StageCharts } from './stage-charts';
import { useRepControls, useRepView } from './use-rep-controls';
import { VariationCard } from './variation-card';

/** Who needs help with which stage, and is the difference real? */
export function RepsPage() {
  const { scope } = useScope();
  const query = useMetric('metric.repStages', scope);
  const answer = query.data;
  if (answer?.rows.some(({ owner, n }) => owner !== null && n > 0)) {
    return <Told answer={answer} stale={query.isPlaceholderData} />;
  }
  return (
    <Page
      question={question}
      answer={query.isError ? null : answer ? 'There is no rep to compare.' : undefined}
    >
      <MetricState query={query} skeleton={<RepsSkeleton />}>
        {() => (
          <Card>
            <EmptyState
              icon={<IconUsers size={32} stroke={1.4} />}
              title="No rep has a deal that was followed long enough"
              hint="Import a list with the owner of each deal, map its column on the Data page, or widen the period."
              action={<ImportLink />}
            />
          </Card>
        )}
      </MetricState>
    </Page>
  );
}

const question = 'Who needs help with which stage, and is the difference real?';

function Told({ answer, stale }: { answer: RepStagesAnswer; stale: boolean }) {
  const format = useFormat();
  const controls = useRepControls();
  const view = useRepView(answer, controls);
  const said = useMemo(() => new Set(answer.warnings.map(({ code }) => code)), [answer]);
  const whole = stageName({ stage: null });
  return (
    <Page
      question={question}
      answer={repsSentence(answer, view.card, format)}
      controls={
        <Select
          size="xs"
          w={180}
          aria-label="Stage of the charts"
          data={answer.stages.map(stageName)}
          value={stageName(view.stage)}
          onChange={(name) => controls.setStage(name === whole ? null : name)}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
        />
      }
    >
      <Columns>
        <Column span={8}>
          <HeatMapCard {...{ answer, view, controls, stale }} />
        </Column>
        <Column span={4}>
          <RepCard {...{ answer, view, controls }} />
          <VariationCard answer={answer} stale={stale} />
        </Column>
        <StageCharts view={view} saidAbove={said}>
          <CoachingCard
            owner={view.card?.owner ?? null}
            stage={view.card?.focus?.stage ?? view.stage.stage}
            controls={controls}
          />
        </StageCharts>
      </Columns>
    </Page>
  );
}

function RepsSkeleton() {
  return (
    <Columns>
      <Column span={8}>
        <Card>
          <ChartSkeleton height={480} bars={14} />
        </Card>
      </Column>
      <Column span={4}>
        <Card>
          <ChartSkeleton height={480} bars={6} />
        </Card>
      </Column>
    </Columns>
  );
}
