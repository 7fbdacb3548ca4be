import { useCallback } from 'react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import { ageText, cohortLabel } from '../../charts/cohort-labels';
import { cohortResiduals, type ResidualSelect } from '../../charts/cohort-residuals';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';

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
  const { openDrill } = useDrill();
  const format = useFormat();
  const onSelect = useCallback(
    ({ cohort, age }: ResidualSelect) => {
      const { grain, ageStep } = answer;
      const bucket = Math.round(age / ageStep) - 1;
      openDrill({
        title: `Created in ${cohortLabel(cohort, answer, format)}, ${params.develop} within ${ageText(bucket, answer, format)}`,
        behind: { metric: 'cohorts', grain, ageStep, cohort, bucket, part: params.develop },
        definition: 'cohorts.develop',
        method: 'metric.cohorts',
        params,
      });
    },
    [openDrill, answer, params, format],
  );
  return (
    <ChartCard
      title={title}
      caption="By calendar, in standard deviations; where all points of a period lie on one side, something changed for all cohorts at once"
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'cohorts.develop', method: 'metric.cohorts', params }}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'open-dot', text: 'A cohort’s step to one age' },
            { mark: 'strong', text: 'Mean of the period' },
          ]}
        />
      }
    />
  );
}
