import { Select } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import type { Weight } from '../../charts/cohort-cells';
import { type CohortSelect, cohortCurves } from '../../charts/cohort-curves';
import { cohortLabel } from '../../charts/cohort-labels';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { useFormat } from '../../state/use-format';
import { newestCohorts } from './triangle-card';
import { useCohortControls } from './use-cohort-controls';

type CurvesCardProps = {
  answer: CohortsAnswer;
  weight: Weight;
  params: { grain: 'month' | 'quarter'; develop: 'won' | 'lost' };
  stale: boolean;
};

/** Share won or lost by age, one curve a cohort; the chosen one with its band and what is expected of it. */
export function CurvesCard({ answer, weight, params, stale }: CurvesCardProps) {
  const format = useFormat();
  const { cohort, setCohort } = useCohortControls();
  const cohorts = useMemo(
    () =>
      [...new Set(answer.rows.filter((row) => row.observed).map((row) => row.cohort))]
        .sort()
        .slice(-newestCohorts),
    [answer],
  );
  const outcome = params.develop;
  const chosen = cohorts.find((known) => known === cohort) ?? usualChoice(answer, cohorts);
  const build = useCallback(
    (context: ChartContext) =>
      cohortCurves(answer, { outcome, weight, chosen, most: newestCohorts }, context),
    [answer, outcome, weight, chosen],
  );
  const onSelect = useCallback((select: CohortSelect) => setCohort(select.cohort), [setCohort]);
  const title = `Share of ${weight === 'value' ? 'value' : 'deals'} ${outcome}, all cohorts from the same age`;
  if (cohorts.length === 0 || !answer.rows.some((row) => row[outcome] > 0)) {
    return (
      <Card title={title}>
        <EmptyState
          title={cohorts.length === 0 ? 'No cohort seen through a step of age' : `No deal ${outcome} yet`}
          hint={
            cohorts.length === 0
              ? 'Curves appear when the youngest deal of a cohort is a step of age old.'
              : `Curves appear with the first deals ${outcome}.`
          }
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption="Solid as far as a cohort was seen in full; younger cohorts are stronger, and a click chooses one"
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'cohorts', method: 'metric.cohorts', params }}
      stale={stale}
      toolbar={
        <Select
          size="xs"
          w={132}
          aria-label="Cohort drawn strongly"
          data={[...cohorts].reverse().map((value) => ({ value, label: cohortLabel(value, answer, format) }))}
          value={chosen}
          onChange={setCohort}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
        />
      }
      footer={
        <ChartKey
          entries={[
            {
              mark: outcome === 'won' ? 'won' : 'loss',
              text: weight === 'value' ? 'Chosen cohort' : 'Chosen cohort with 95% interval',
            },
            ...(answer.projected && answer.projected.length > 0
              ? [{ mark: 'forecast' as const, text: 'Expected, with its band' }]
              : []),
            { mark: 'line', text: 'Other cohorts' },
          ]}
        />
      }
    />
  );
}

/** The youngest cohort of which two steps were seen, or else the youngest. */
function usualChoice(answer: CohortsAnswer, cohorts: readonly string[]): string | null {
  const steps = (cohort: string) => answer.rows.filter((row) => row.cohort === cohort && row.observed).length;
  return cohorts.findLast((cohort) => steps(cohort) >= 2) ?? cohorts.at(-1) ?? null;
}
