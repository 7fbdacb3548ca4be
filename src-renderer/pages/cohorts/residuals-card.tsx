import { useCallback } from 'react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import { cohortResiduals } from '../../charts/cohort-residuals';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';

const title = 'Does the projection hold? Steps of cohorts against the usual';

type ResidualsCardProps = {
  answer: CohortsAnswer;
  params: { grain: 'month' | 'quarter'; develop: 'won' | 'lost' };
  stale: boolean;
};

/** Residuals of the chain ladder by calendar period. */
export function ResidualsCard({ answer, params, stale }: ResidualsCardProps) {
  const build = useCallback(
    (context: ChartContext) => cohortResiduals(answer.residuals ?? [], answer, context),
    [answer],
  );
  return (
    <ChartCard
      title={title}
      caption="By calendar, in standard deviations; where all points of a period lie on one side, something changed for all cohorts at once"
      build={build}
      about={{ title, definition: 'cohorts.develop', method: 'metric.cohorts', params }}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'open', text: 'A cohort’s step to one age' },
            { mark: 'line', text: 'Mean of the period' },
          ]}
        />
      }
    />
  );
}
