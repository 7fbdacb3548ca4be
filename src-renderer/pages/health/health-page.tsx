import { SegmentedControl } from '@mantine/core';
import { IconHeartbeat } from '@tabler/icons-react';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { AlertsCard } from './alerts-card';
import { ListsCard } from './lists-card';
import { RecordCard } from './record-card';
import { ScoresCard } from './scores-card';
import { healthSentence } from './sentence';
import { StripsCard } from './strips-card';
import { useHealthControls } from './use-health-controls';

/** So many deals are drawn at most; more would hide each other. */
const mostPoints = 1500;

/** What is stuck in the open pipeline, and what to do about it. */
export function HealthPage() {
  const format = useFormat();
  const { day, limits } = useHealthControls();
  const health = useMetric('metric.health', { ...day, ...limits, past: 'later' });
  const strips = { ...day, ...limits, rows: 0, points: mostPoints };
  const stale = useMetric('metric.stale', strips, { enabled: !health.isFetching });
  const ready = health.data !== undefined && stale.data !== undefined;
  const failed = health.isError || stale.isError;
  return (
    <Page
      question="What is stuck, and what needs attention?"
      pending={health.isFetching}
      answer={failed ? null : health.data && stale.data && healthSentence(health.data, stale.data, format)}
      controls={<LimitControls />}
    >
      <MetricState query={health} skeleton={<HealthSkeleton />}>
        {(answer) =>
          answer.n === 0 ? (
            <Card>
              <EmptyState
                icon={<IconHeartbeat size={32} stroke={1.4} />}
                title="No deal is open on this day"
                hint="Remove a filter, choose another day, or import an export that holds open deals."
                action={<ImportLink />}
              />
            </Card>
          ) : (
            <Columns>
              <Column span={8}>
                <AlertsCard answer={answer} outdated={health.isPlaceholderData} />
              </Column>
              <Column span={4}>
                <ScoresCard answer={answer} />
              </Column>
              <Column span={12}>
                <MetricState query={stale} skeleton={<StripsSkeleton />}>
                  {(found) => <StripsCard answer={found} stale={stale.isPlaceholderData} />}
                </MetricState>
              </Column>
              <Column span={12}>
                <ListsCard ready={ready} />
              </Column>
              <Column span={12}>
                <RecordCard ready={ready} />
              </Column>
            </Columns>
          )
        }
      </MetricState>
    </Page>
  );
}

function LimitControls() {
  const { choice, setLimit, touch, setTouch } = useHealthControls();
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Days in a stage beyond which a deal is stale"
        data={[
          { value: 'learned', label: 'Learned limits' },
          { value: 'tuned', label: 'Tuned' },
          { value: '30', label: '30 days' },
          { value: '60', label: '60' },
          { value: '90', label: '90' },
        ]}
        value={choice}
        onChange={(next) => setLimit(next === 'learned' ? null : next)}
      />
      <SegmentedControl
        size="xs"
        aria-label="Days without a touch beyond which a deal is stale"
        data={[
          { value: '14', label: 'No touch 14' },
          { value: '30', label: '30' },
          { value: '60', label: '60 days' },
        ]}
        value={touch}
        onChange={(next) => setTouch(next === '30' ? null : next)}
      />
    </>
  );
}

function StripsSkeleton() {
  return (
    <Card>
      <ChartSkeleton height={420} bars={10} />
    </Card>
  );
}

function HealthSkeleton() {
  return (
    <Columns>
      <Column span={8}>
        <Card>
          <ChartSkeleton height={320} bars={6} />
        </Card>
      </Column>
      <Column span={4}>
        <Card>
          <ChartSkeleton height={320} bars={6} />
        </Card>
      </Column>
    </Columns>
  );
}
