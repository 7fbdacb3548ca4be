import { TextInput } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { CompareAnswer } from '#shared/results/compare';
import type { ChartContext } from '../../charts/chart-model';
import { type ComparisonSelect, comparison } from '../../charts/comparison';
import { isolated } from '../../charts/rep-cells';
import { asRead } from '../../components/as-read';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { figureLabels, powerSentence } from '../../components/compare/sentence';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { coachingSentence } from './sentence';
import type { useRepControls } from './use-rep-controls';

type CoachingCardProps = {
  owner: string | null;
  stage: string | null;
  controls: ReturnType<typeof useRepControls>;
};

/** Deals of the rep created before a day against those since, at the same age: what followed a coaching. */
export function CoachingCard({ owner, stage, controls }: CoachingCardProps) {
  const { scope, asOf } = useScope();
  const { coached, setCoached } = controls;
  const asked = owner !== null && coached !== null;
  const query = useMetric(
    'metric.compare',
    {
      ...scope,
      where: [...(scope.where ?? []), { field: 'owner', values: [owner] }],
      splitDate: coached ?? undefined,
      checks: true,
    },
    { enabled: asked },
  );
  const toolbar = (
    <TextInput
      size="xs"
      w={150}
      type="date"
      aria-label="Day of the coaching"
      max={asOf ?? undefined}
      value={coached ?? ''}
      onChange={({ currentTarget }) => setCoached(currentTarget.value || null)}
    />
  );
  const title = 'Before and since a coaching';
  if (!asked) {
    return (
      <Card
        title={title}
        caption="Choose the day of a coaching: the rep’s deals created before it are compared with those since, followed equally long."
        toolbar={toolbar}
      />
    );
  }
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title} toolbar={toolbar}>
          <ChartSkeleton height={240} bars={5} />
        </Card>
      }
    >
      {(answer) => <Compared {...{ answer, owner, stage, title, toolbar }} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

/** A comparison of deals by when they were created needs one owner a deal. */
const whose = 'Deals that changed hands count for who had them last.';

type ComparedProps = {
  answer: CompareAnswer;
  owner: string;
  stage: string | null;
  title: string;
  toolbar: React.ReactNode;
  stale: boolean;
};

function Compared({ answer, owner, stage, title, toolbar, stale }: ComparedProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const names = useMemo(
    () => ({ base: asRead(answer.base.label, format), compared: asRead(answer.compared.label, format) }),
    [answer.base.label, answer.compared.label, format],
  );
  const rows = useMemo(
    () =>
      answer.rows
        .filter(({ figure }) => figure === 'step' || figure === 'win-rate')
        .map((row) => ({ ...row, label: row.stage ?? figureLabels[row.figure] })),
    [answer],
  );
  const build = useCallback((context: ChartContext) => comparison(rows, names, context), [rows, names]);
  const onSelect = useCallback(
    ({ stage: step, side }: ComparisonSelect) =>
      openDrill({
        title: `${isolated(owner)}, ${names[side]}${step === null ? '' : `: ${step}`}`,
        behind:
          step === null
            ? { metric: 'cycle', part: 'n' }
            : {
                metric: 'funnel',
                definition: 'reached',
                stage: step,
                part: 'entered',
                cohortField: 'created',
              },
        scope: answer[side].scope,
        definition: 'compare.difference',
      }),
    [openDrill, owner, names, answer],
  );
  if (rows.length === 0) {
    return (
      <Card title={title} toolbar={toolbar}>
        <EmptyState title="No deals on one side of that day" hint="Choose another day." />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={`${coachingSentence(answer, stage, format)} ${powerSentence(answer, format) ?? ''} ${whose}`}
      build={build}
      onSelect={onSelect}
      about={{
        title,
        definition: 'compare.difference',
        method: 'metric.compare',
        scope: answer.base.scope,
      }}
      warnings={answer.warnings}
      toolbar={toolbar}
      stale={stale}
    />
  );
}
