import { useCallback } from 'react';
import type { RepStagesAnswer } from '#shared/results/reps';
import type { ChartContext } from '../../charts/chart-model';
import { variationBars } from '../../charts/variation-bars';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { useFormat } from '../../state/use-format';
import { variationSentence } from './sentence';

const title = 'Process or execution';

/** Where the variation in going on lies: between stages and kinds of deals, or between reps. */
export function VariationCard({ answer, stale }: { answer: RepStagesAnswer; stale: boolean }) {
  const format = useFormat();
  const { variation } = answer;
  const build = useCallback(
    (context: ChartContext) =>
      variationBars(variation ?? { stages: 0, mix: 0, reps: 0, repStages: 0 }, context),
    [variation],
  );
  if (variation === null) {
    return (
      <Card title={title}>
        <EmptyState
          title="Nothing varies beyond chance"
          hint="More deals, or a longer period, would tell more."
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={`${variationSentence(variation, format)} Chance is taken off`}
      build={build}
      about={{ title, definition: 'reps.variation', method: 'metric.repStages' }}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'bar', text: 'Process and market' },
            { mark: 'dot', text: 'Execution' },
          ]}
        />
      }
    />
  );
}
