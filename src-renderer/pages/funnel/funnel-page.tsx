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
import { FunnelSections, SectionSwitch } from './moves/sections';
import { useSection, useSectionAnswer } from './moves/use-section-answer';
import { funnelSentence } from './sentence';
import { StagesCard } from './stages-card';
import { useFunnelControls } from './use-funnel-controls';
import { WindowControl } from './window-control';

/** Charts of more stages than this stand below each other. */
const mostBeside = 12;

/** How many deals reach each stage, and how many of them go on. */
export function FunnelPage() {
  const { scope, controls } = useScope();
  const format = useFormat();
  const { definition, within } = useFunnelControls();
  const params = { definition, ...(within === null ? {} : { within }) };
  const section = useSection();
  const sectionAnswer = useSectionAnswer();
  const funnel = useMetric('metric.funnel', { ...scope, ...params }, { enabled: section === 'stages' });
  const rows = funnel.data?.rows;
  return (
    <Page
      question="Where do deals go on, and where do they stop?"
      pending={funnel.isFetching}
      answer={
        section !== 'stages'
          ? sectionAnswer
          : funnel.isError
            ? null
            : rows
              ? funnelSentence(rows, controls.weight, format, within ?? undefined)
              : undefined
      }
      controls={<FunnelControlBar stages={rows?.map(({ stage }) => stage) ?? []} />}
    >
      <FunnelSections
        stages={
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
                  <Column span={answer.rows.length > mostBeside ? 12 : 6}>
                    <DefinitionsCard />
                  </Column>
                  <Column span={answer.rows.length > mostBeside ? 12 : 6}>
                    <GroupsCard stages={answer.rows} params={params} />
                  </Column>
                  <CompareCards page="funnel" />
                </Columns>
              )
            }
          </MetricState>
        }
      />
    </Page>
  );
}

function FunnelControlBar({ stages }: { stages: readonly string[] }) {
  const section = useSection();
  return (
    <>
      <SectionSwitch />
      {section === 'stages' ? <StagesControls stages={stages} /> : null}
    </>
  );
}

function StagesControls({ stages }: { stages: readonly string[] }) {
  const { definition, setDefinition } = useFunnelControls();
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
      <WindowControl stages={stages} />
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
