import { TextInput } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { CoachingAnswer } from '#shared/results/coaching';
import type { ChartContext } from '../../charts/chart-model';
import { type ComparisonSelect, comparison } from '../../charts/comparison';
import { isolated, stageName } from '../../charts/rep-cells';
import { asRead } from '../../components/as-read';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
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

const title = 'Before and since a coaching';

/** The rep before a day and since, in each stage, beside the team in the same time: what followed a coaching. */
export function CoachingCard({ owner, stage, controls }: CoachingCardProps) {
  const { scope, asOf } = useScope();
  const { coached, setCoached } = controls;
  const asked = owner !== null && coached !== null;
  const query = useMetric(
    'metric.coaching',
    { ...scope, owner: owner ?? '', coached: coached ?? '' },
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
  if (!asked) {
    return (
      <Card
        title={title}
        caption="Choose the day of a coaching: the rep’s deals of each stage before it are compared with those since, followed equally long, and with the team in the same time."
        toolbar={toolbar}
      />
    );
  }
  if (query.isError) {
    // With the day, so that another one can be chosen.
    return (
      <Card title={title} toolbar={toolbar}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Card>
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
      {(answer) => <Compared {...{ answer, stage, toolbar }} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

type ComparedProps = {
  answer: CoachingAnswer;
  stage: string | null;
  toolbar: React.ReactNode;
  stale: boolean;
};

function Compared({ answer, stage, toolbar, stale }: ComparedProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { owner, coached, base, compared, ramp } = answer;
  const names = useMemo(
    () => ({
      base: asRead(base.label, format),
      compared: asRead(compared.label, format),
      difference: 'Against the team',
    }),
    [base.label, compared.label, format],
  );
  const rows = useMemo(() => answer.rows.map(besideTeam), [answer]);
  const build = useCallback((context: ChartContext) => comparison(rows, names, context), [rows, names]);
  const onSelect = useCallback(
    ({ stage: step, side }: ComparisonSelect) => {
      const row = rows.find((one) => one.stage === step);
      openDrill({
        title: `${isolated(owner)}, ${names[side]}: ${stageName({ stage: step })}`,
        behind: {
          metric: 'reps',
          stage: step,
          owner,
          part: 'all',
          within: row?.atDays ?? 1,
          rampDays: ramp.counted ? 0 : ramp.days,
        },
        scope: answer[side].scope,
        definition: 'reps.coaching',
        method: 'metric.reps',
        params: { within: row?.atDays ?? 1, ...(step === null ? {} : { stage: step }) },
      });
    },
    [openDrill, owner, names, rows, answer, ramp],
  );
  if (base.n + compared.n === 0) {
    return (
      <Card title={title} toolbar={toolbar}>
        <EmptyState
          title="No deals were followed long enough yet"
          hint="Choose another day or another rep."
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={coachingSentence(answer, stage, format)}
      build={build}
      onSelect={onSelect}
      about={{
        title,
        definition: 'reps.coaching',
        method: 'metric.coaching',
        params: { owner, coached },
      }}
      warnings={answer.warnings}
      toolbar={toolbar}
      stale={stale}
    />
  );
}

/** Beside both sides stands what is left when the team's change is taken off. */
function besideTeam(row: CoachingAnswer['rows'][number]) {
  const { value = null, low = null, high = null, p = null, adjusted = null } = row.against ?? {};
  return { ...row, label: stageName(row), difference: value, low, high, p, adjusted };
}
