import { useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { DefinitionRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import {
  type DefinitionSelect,
  definitionLabels,
  definitionsCompare,
} from '../../charts/definitions-compare';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { DefinitionTable } from './definition-table';

const title = 'Four definitions of “reached”, and the deals they disagree on';

/** The four definitions side by side: the share that goes further, and how many deals each counts differently. */
export function DefinitionsCard() {
  const { scope } = useScope();
  const query = useMetric('metric.definitions', scope);
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={240} bars={5} />
        </Card>
      }
    >
      {(answer) => <Definitions answer={answer} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

function Definitions({ answer, stale }: { answer: MetricAnswer<DefinitionRow>; stale: boolean }) {
  const { openDrill } = useDrill();
  const { rows } = answer;
  const build = useCallback((context: ChartContext) => definitionsCompare(rows, context), [rows]);
  const onSelect = useCallback(
    ({ stage, definition }: DefinitionSelect) =>
      openDrill({
        title: `${stage}, reached (${definitionLabels[definition].toLowerCase()})`,
        behind: { metric: 'funnel', definition, stage, part: 'entered' },
        definition: `funnel.${definition}`,
        method: 'metric.definitions',
      }),
    [openDrill],
  );
  const about = useMemo(
    () =>
      ({ title: 'Four definitions', definition: 'funnel.reached', method: 'metric.definitions' }) as const,
    [],
  );
  return (
    <ChartCard
      title={title}
      caption="Share of the deals that reached the stage and have gone further so far, open deals included"
      build={build}
      onSelect={onSelect}
      about={about}
      warnings={answer.warnings}
      stale={stale}
      footer={<DefinitionTable rows={rows} />}
    />
  );
}
