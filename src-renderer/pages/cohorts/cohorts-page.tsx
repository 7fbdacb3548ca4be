import { SegmentedControl } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { NothingClosed } from '../../components/nothing-closed';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useScope } from '../../state/use-scope';
import { ClosingCard } from './closing-card';
import { CompletionCard } from './completion-card';
import { CurvesCard } from './curves-card';
import { GroupsCard } from './groups-card';
import { ResidualsCard } from './residuals-card';
import { cohortsSentence } from './sentence';
import { TriangleCard } from './triangle-card';
import { useCohortControls } from './use-cohort-controls';
import { useCohorts } from './use-cohorts';

/** What becomes of deals by when they were created, read at the same age. */
export function CohortsPage() {
  const format = useFormat();
  const { controls } = useScope();
  const { query, params } = useCohorts();
  const answer = query.data;
  return (
    <Page
      question="What becomes of the deals of a month or quarter as they age?"
      pending={query.isFetching}
      answer={
        query.isError
          ? null
          : answer
            ? cohortsSentence(answer, params.develop, controls.weight, format)
            : undefined
      }
      controls={<CohortControls />}
    >
      <MetricState query={query} skeleton={<CohortsSkeleton />}>
        {(found) =>
          found.n === 0 ? (
            <Card>
              <EmptyState
                icon={<IconStack2 size={32} stroke={1.4} />}
                title="No deal with a creation date"
                hint="Remove a filter or widen the period, or map the creation date on the Data page."
                action={<ImportLink />}
              />
            </Card>
          ) : found.rows.every(({ won, lost }) => won + lost === 0) ? (
            <Card>
              <NothingClosed
                title="No deal has closed yet"
                hint="Cohorts show when the deals of a month or quarter are won and lost."
              />
            </Card>
          ) : (
            <CohortCards answer={found} params={params} stale={query.isPlaceholderData} />
          )
        }
      </MetricState>
    </Page>
  );
}

type CohortCardsProps = {
  answer: CohortsAnswer;
  params: { grain: 'month' | 'quarter'; develop: 'won' | 'lost' };
  stale: boolean;
};

function CohortCards({ answer, params, stale }: CohortCardsProps) {
  const { controls } = useScope();
  const { measure } = useCohortControls();
  const { weight } = controls;
  const common = { answer, weight, params, stale };
  return (
    <Columns>
      <Column span={12}>
        <TriangleCard {...common} measure={measure} />
      </Column>
      <Column span={6}>
        <CurvesCard {...common} />
      </Column>
      <Column span={6}>
        <CompletionCard {...common} />
      </Column>
      <Column span={6}>
        <GroupsCard pooled={answer} outcome={params.develop} weight={weight} />
      </Column>
      <Column span={6}>
        <ClosingCard weight={weight} params={params} />
      </Column>
      {(answer.residuals?.length ?? 0) > 0 ? (
        <Column span={12}>
          <ResidualsCard answer={answer} params={params} stale={stale} />
        </Column>
      ) : null}
    </Columns>
  );
}

function CohortControls() {
  const { grain, setGrain, measure, setMeasure } = useCohortControls();
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="What is shown"
        data={[
          { value: 'won', label: 'Won' },
          { value: 'lost', label: 'Lost' },
          { value: 'rate', label: 'Win rate' },
        ]}
        value={measure}
        onChange={setMeasure}
      />
      <SegmentedControl
        size="xs"
        aria-label="Length of a cohort"
        data={[
          { value: 'month', label: 'Months' },
          { value: 'quarter', label: 'Quarters' },
        ]}
        value={grain ?? 'quarter'}
        onChange={setGrain}
      />
    </>
  );
}

function CohortsSkeleton() {
  return (
    <Columns>
      <Column span={12}>
        <Card>
          <ChartSkeleton height={360} bars={12} />
        </Card>
      </Column>
      <Column span={6}>
        <Card>
          <ChartSkeleton height={300} />
        </Card>
      </Column>
      <Column span={6}>
        <Card>
          <ChartSkeleton height={300} bars={8} />
        </Card>
      </Column>
    </Columns>
  );
}
