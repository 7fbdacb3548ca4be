import { SegmentedControl, Select } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import type { ForecastAnswer } from '#shared/results/forecast';
import { CallProgress } from '../../components/call-progress';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { NothingClosed } from '../../components/nothing-closed';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton, FiguresSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { OutlookSection } from './outlook-section';
import { PlanSection } from './plan/plan-section';
import { forecastSentence } from './sentence';
import { TrackSection } from './track/track-section';
import { useMovement } from './use-movement';
import { useForecastControls, useOutlook, usePeriodChoices } from './use-outlook';
import { wasNeverWon } from './was-never-won';

/** What will be won in a period, how sure that is, and why. */
export function ForecastPage() {
  const format = useFormat();
  const { section } = useForecastControls();
  const outlook = useOutlook();
  const answer = outlook.data;
  const movement = useMovement(answer);
  return (
    <Page
      question="What will be won, how sure is that, and what changed?"
      answer={
        outlook.isError || (answer && wasNeverWon(answer))
          ? null
          : answer && forecastSentence(answer, movement.data, format)
      }
      controls={<ForecastControls answer={answer} />}
    >
      <CallProgress method="metric.forecast" title="Forecasting" />
      <MetricState query={outlook} skeleton={<ForecastSkeleton />}>
        {(found) =>
          found.n === 0 && found.wonToDate === 0 && found.past.length === 0 ? (
            <Card>
              <EmptyState
                icon={<IconTrendingUp size={32} stroke={1.4} />}
                title="No deal is open and none was won"
                hint="Remove a filter, choose another period, or import an export with open deals and their history."
                action={<ImportLink />}
              />
            </Card>
          ) : wasNeverWon(found) ? (
            <Card>
              <NothingClosed
                title="No deal with an amount was won yet"
                hint="A forecast adds up the amounts of deals that are won, as past ones were."
              />
            </Card>
          ) : section === 'track' ? (
            <TrackSection answer={found} />
          ) : section === 'plan' ? (
            <PlanSection answer={found} />
          ) : (
            <OutlookSection answer={found} movement={movement} stale={outlook.isPlaceholderData} />
          )
        }
      </MetricState>
    </Page>
  );
}

function ForecastControls({ answer }: { answer: ForecastAnswer | undefined }) {
  const { period, setPeriod, section, setSection } = useForecastControls();
  const choices = usePeriodChoices(answer);
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Part of the page"
        data={[
          { value: 'outlook', label: 'Outlook' },
          { value: 'plan', label: 'Plan' },
          { value: 'track', label: 'Track record' },
        ]}
        value={section}
        onChange={setSection}
      />
      <Select
        size="xs"
        w={132}
        aria-label="Period that is forecast"
        data={choices}
        value={period ?? answer?.period ?? null}
        onChange={setPeriod}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
    </>
  );
}

function ForecastSkeleton() {
  return (
    <Columns>
      <Column span={12}>
        <Card>
          <FiguresSkeleton count={5} />
        </Card>
      </Column>
      <Column span={8}>
        <Card>
          <ChartSkeleton height={340} />
        </Card>
      </Column>
      <Column span={4}>
        <Card>
          <ChartSkeleton height={340} bars={6} />
        </Card>
      </Column>
    </Columns>
  );
}
