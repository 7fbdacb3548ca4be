import { useCallback, useMemo } from 'react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import type { Weight } from '../../charts/cohort-cells';
import { type CompletionSelect, cohortCompletion } from '../../charts/cohort-completion';
import { cohortLabel } from '../../charts/cohort-labels';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';

const shown = 10;

type CompletionCardProps = {
  answer: CohortsAnswer;
  weight: Weight;
  params: { grain: 'month' | 'quarter'; develop: 'won' | 'lost' };
  stale: boolean;
};

/** What young cohorts come to, with a band; the reason where they cannot be projected. */
export function CompletionCard({ answer, weight, params, stale }: CompletionCardProps) {
  const { openDrill } = useDrill();
  const format = useFormat();
  const title =
    params.develop === 'won' ? 'What young cohorts come to' : 'What young cohorts lose in the end';
  const rows = useMemo(() => (answer.develop ?? []).slice(-shown).reverse(), [answer]);
  const build = useCallback(
    (context: ChartContext) => cohortCompletion(rows, params.develop, weight, answer, context),
    [rows, params.develop, weight, answer],
  );
  const onSelect = useCallback(
    ({ cohort }: CompletionSelect) => {
      const { grain, ageStep } = answer;
      openDrill({
        title: `Created in ${cohortLabel(cohort, answer, format)}, ${params.develop} so far`,
        behind: { metric: 'cohorts', grain, ageStep, cohort, part: params.develop },
        definition: 'cohorts.develop',
        method: 'metric.cohorts',
        params,
      });
    },
    [openDrill, answer, params, format],
  );
  const refused = answer.warnings.find(({ code }) => code === 'no-projection');
  if (rows.length === 0) {
    return (
      <Card title={title}>
        <EmptyState
          title="Too little to project from"
          hint={refused?.message ?? 'A projection needs cohorts that are over.'}
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={`${weight === 'value' ? 'Value' : 'Deals'} ${params.develop} of the newest whole cohorts; hatched is what is still expected`}
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'cohorts.develop', method: 'metric.cohorts', params }}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: params.develop === 'won' ? 'won' : 'loss', text: 'So far' },
            { mark: 'expected', text: 'Expected, from how earlier cohorts went on' },
            { mark: 'interval', text: '95% interval' },
            { mark: 'naive', text: 'Expected, from the age of each open deal' },
          ]}
        />
      }
    />
  );
}
