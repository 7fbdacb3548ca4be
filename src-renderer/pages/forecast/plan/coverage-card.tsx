import { SegmentedControl } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CoverageAnswer } from '#shared/results/coverage';
import type { ChartContext } from '../../../charts/chart-model';
import { coverageWeeks, times } from '../../../charts/coverage-weeks';
import type { Formatters } from '../../../charts/formatters';
import { Card } from '../../../components/card';
import { ChartCard } from '../../../components/chart-card';
import { EmptyState } from '../../../components/empty-state';
import { MetricState } from '../../../components/metric-state';
import { ChartSkeleton } from '../../../components/skeletons';
import { WarningList } from '../../../components/warning-list';
import { useFormat } from '../../../state/use-format';
import { useCoverage } from '../use-coverage';

/** Coverage by week against what past periods needed. */
export function CoverageCard() {
  const query = useCoverage();
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title="Coverage">
          <ChartSkeleton height={240} />
        </Card>
      }
    >
      {(answer) => <CoverageChart answer={answer} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

type Need = 'needed' | 'neededWithRest';

function CoverageChart({ answer, stale }: { answer: CoverageAnswer; stale: boolean }) {
  const format = useFormat();
  const [need, setNeed] = useState<Need>('needed');
  const build = useCallback(
    (context: ChartContext) => coverageWeeks(answer.weeks, need, context),
    [answer, need],
  );
  if (answer.weeks.every((week) => week.coverage === null && week.needed.needed === null)) {
    return (
      <Card title={coverageTitle(answer, need, format)}>
        <EmptyState
          title="Nothing to compare"
          hint="It takes a target, and close dates as they stood in past periods: a history of them, or the same list exported again and again."
        />
        <WarningList warnings={answer.warnings} />
      </Card>
    );
  }
  return (
    <ChartCard
      title={coverageTitle(answer, need, format)}
      caption="Open and due by what is still to win, week by week; grey: what past periods needed with as many days left, the median and P20–P80"
      build={build}
      about={{
        title: 'Coverage',
        definition: 'coverage',
        method: 'metric.coverage',
        params: { period: answer.period },
      }}
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label="What counts as won later"
          data={[
            { value: 'needed', label: 'From deals that are due' },
            { value: 'neededWithRest', label: 'With what is not due yet' },
          ]}
          value={need}
          onChange={(next) => setNeed(next === 'neededWithRest' ? next : 'needed')}
        />
      }
      warnings={answer.warnings}
      stale={stale}
    />
  );
}

/** Whether what is there would have been enough in past periods. */
function coverageTitle({ rows }: CoverageAnswer, need: Need, format: Formatters): string {
  const row = rows[0];
  const [is, needed, high] = [row?.coverage ?? null, row?.[need] ?? null, row?.[`${need}High`] ?? null];
  if (row?.toGo === 0) return 'The target is reached: nothing is to be covered';
  if (row?.target == null) return 'Coverage needs a target';
  if (is === null) return 'Coverage needs close dates';
  if (needed === null) return `${times(is, { format })} of what is still to win is due`;
  const enough =
    is >= (high ?? needed)
      ? 'enough in most past periods'
      : is >= needed
        ? 'enough in more than half of the past periods'
        : 'too little in more than half of the past periods';
  return `${times(is, { format })} where ${times(needed, { format })} was needed: ${enough}`;
}
