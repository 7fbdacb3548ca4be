import { useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { CycleRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type OutcomeSelect, outcomeOverAge } from '../../charts/outcome-over-age';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { useVelocityControls } from './use-velocity-controls';

const title = 'What becomes of deals as they age';
const partTitles = { won: 'Won deals', open: 'Deals still open', lost: 'Lost deals' } as const;
const definitionOf = { won: 'cycle.won', open: 'cycle.closed', lost: 'cycle.lost' } as const;

/** Won, lost and open by age, with the interval of the won share and the number under observation. */
export function OutcomeCard() {
  const { scope } = useScope();
  const query = useMetric('metric.cycle', { ...scope, outcome: 'won', curve: true });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={340} />
        </Card>
      }
    >
      {(answer) => <Outcome answer={answer} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

function Outcome({ answer, stale }: { answer: MetricAnswer<CycleRow>; stale: boolean }) {
  const row = answer.rows[0];
  const { benchmark } = useVelocityControls();
  const { openDrill } = useDrill();
  const curve = useMemo(() => row?.curve ?? [], [row]);
  const build = useCallback(
    (context: ChartContext) => outcomeOverAge(curve, true, context, benchmark),
    [curve, benchmark],
  );
  const onSelect = useCallback(
    ({ part }: OutcomeSelect) =>
      openDrill({
        title: partTitles[part],
        behind: { metric: 'cycle', part },
        definition: definitionOf[part],
        method: 'metric.cycle',
        params: { outcome: part === 'lost' ? 'lost' : 'won' },
      }),
    [openDrill],
  );
  if (curve.length === 0) {
    return (
      <Card title={title}>
        <EmptyState title="No deal has closed yet" hint="The curves appear with the first closed deals." />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption="Share of all deals by days since creation; won, lost and open always make 100%"
      build={build}
      onSelect={onSelect}
      about={{
        title,
        definition: 'cycle.won',
        method: 'metric.cycle',
        params: { outcome: 'won', curve: true },
      }}
      // What clean-ups move is said by the medians beside it.
      warnings={answer.warnings.filter(({ code }) => !code.startsWith('clean-ups'))}
      stale={stale}
      footer={<ChartKey entries={[{ mark: 'dashed', text: '95% interval of the won share' }]} />}
    />
  );
}
