import { Select } from '@mantine/core';
import { IconFilter2 } from '@tabler/icons-react';
import { funnelDefinitions } from '#shared/results/metrics';
import { definitionLabels } from '../../charts/definitions-compare';
import { Card } from '../../components/card';
import { CompareCards } from '../../components/compare/compare-card';
import { EmptyState } from '../../components/empty-state';
import { ImportLink } from '../../components/import-link';
import { MetricState } from '../../components/metric-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { DefinitionsCard } from './definitions-card';
import { GroupsCard } from './groups-card';
import { funnelSentence } from './sentence';
import { StagesCard } from './stages-card';
import { useFunnelControls, windows } from './use-funnel-controls';

/** How many deals reach each stage, and how many of them go on. */
export function FunnelPage() {
  const { scope, controls } = useScope();
  const format = useFormat();
  const { definition, within } = useFunnelControls();
  const params = { definition, ...(within === null ? {} : { within }) };
  const funnel = useMetric('metric.funnel', { ...scope, ...params });
  const rows = funnel.data?.rows;
  return (
    <Page
      question="Where do deals go on, and where do they stop?"
      answer={funnel.isError ? null : rows ? funnelSentence(rows, controls.weight, format) : undefined}
      controls={<FunnelControlBar />}
    >
      <MetricState query={funnel} skeleton={<FunnelSkeleton />}>
        {(answer) =>
          answer.rows.every((row) => row.entered === 0) ? (
            <Card>
              <EmptyState
                icon={<IconFilter2 size={32} stroke={1.4} />}
                title="No deal reaches a stage"
                hint="Remove a filter or widen the period, or import an export that names stages."
                action={<ImportLink />}
              />
            </Card>
          ) : (
            <Columns>
              <Column span={12}>
                <StagesCard answer={answer} params={params} stale={funnel.isPlaceholderData} />
              </Column>
              <Column span={6}>
                <DefinitionsCard />
              </Column>
              <Column span={6}>
                <GroupsCard stages={answer.rows} params={params} />
              </Column>
              <CompareCards page="funnel" />
            </Columns>
          )
        }
      </MetricState>
    </Page>
  );
}

function FunnelControlBar() {
  const { definition, setDefinition, within, setWithin } = useFunnelControls();
  return (
    <>
      <Select
        size="xs"
        w={160}
        aria-label="Definition of reaching a stage"
        data={funnelDefinitions.map((value) => ({ value, label: definitionLabels[value] }))}
        value={definition}
        onChange={(value) => setDefinition(funnelDefinitions.find((known) => known === value) ?? 'reached')}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
      <Select
        size="xs"
        w={160}
        aria-label="Conversion window"
        data={[
          { value: 'all', label: 'Any time' },
          ...windows.map((days) => ({ value: String(days), label: `Within ${days} days` })),
        ]}
        value={within === null ? 'all' : String(within)}
        onChange={(value) => setWithin(value === null || value === 'all' ? null : Number(value))}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
    </>
  );
}

function FunnelSkeleton() {
  return (
    <Columns>
      <Column span={12}>
        <Card>
          <ChartSkeleton height={280} bars={5} />
        </Card>
      </Column>
      <Column span={6}>
        <Card>
          <ChartSkeleton height={240} bars={5} />
        </Card>
      </Column>
      <Column span={6}>
        <Card>
          <ChartSkeleton height={240} bars={8} />
        </Card>
      </Column>
    </Columns>
  );
}
