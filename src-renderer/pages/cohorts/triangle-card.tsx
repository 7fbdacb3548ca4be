import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import type { CohortMeasure, Weight } from '../../charts/cohort-cells';
import { ageText, cohortLabel } from '../../charts/cohort-labels';
import { cohortTriangle, type TriangleSelect } from '../../charts/cohort-triangle';
import { ChartCard } from '../../components/chart-card';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { CohortKey } from './cohort-key';

/** So many cohorts fit on a screen. */
export const newestCohorts = 24;

const titles: Record<CohortMeasure, Record<Weight, string>> = {
  won: {
    count: 'Deals won, by when they were created and how old they were',
    value: 'Value won, by when deals were created and how old they were',
  },
  lost: {
    count: 'Deals lost, by when they were created and how old they were',
    value: 'Value lost, by when deals were created and how old they were',
  },
  rate: {
    count: 'Share of deals won, by when they were created and how old they were',
    value: 'Share of value won, by when deals were created and how old they were',
  },
};

type TriangleCardProps = {
  answer: CohortsAnswer;
  measure: CohortMeasure;
  weight: Weight;
  params: { grain: 'month' | 'quarter'; develop: 'won' | 'lost' };
  stale: boolean;
};

/** The triangle of cohorts by age; a cell opens its deals. */
export function TriangleCard({ answer, measure, weight, params, stale }: TriangleCardProps) {
  const { openDrill } = useDrill();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const cohorts = useMemo(() => new Set(answer.rows.map(({ cohort }) => cohort)).size, [answer]);
  const most = all ? Number.POSITIVE_INFINITY : newestCohorts;
  const build = useCallback(
    (context: ChartContext) => cohortTriangle(answer, { measure, weight, most }, context),
    [answer, measure, weight, most],
  );
  const about = {
    title: titles[measure][weight],
    definition: 'cohorts',
    method: 'metric.cohorts',
    params,
  } as const;
  const onSelect = useCallback(
    ({ cohort, bucket }: TriangleSelect) => {
      const { grain, ageStep } = answer;
      const name = cohortLabel(cohort, answer, format);
      const outcome = measure === 'lost' ? 'lost' : 'won';
      const title =
        bucket === null
          ? `Created in ${name}`
          : `Created in ${name}, ${outcome} within ${ageText(bucket, answer, format)}`;
      const part = bucket === null ? 'deals' : outcome;
      openDrill({
        title,
        behind: { metric: 'cohorts', grain, ageStep, cohort, part, ...(bucket === null ? {} : { bucket }) },
        definition: 'cohorts',
        method: 'metric.cohorts',
        params,
      });
    },
    [openDrill, answer, measure, params, format],
  );
  return (
    <ChartCard
      title={titles[measure][weight]}
      caption={`A row is the deals created in one ${params.grain}, a column how old they were; a cell opens its deals`}
      build={build}
      onSelect={onSelect}
      about={about}
      warnings={answer.warnings.filter(({ code }) => code !== 'no-projection')}
      stale={stale}
      footer={
        <>
          <CohortKey measure={measure} projected={(answer.projected?.length ?? 0) > 0} />
          {cohorts > newestCohorts ? (
            <div style={{ marginInlineStart: -8 }}>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAll(!all)}>
                {all
                  ? `Show the newest ${newestCohorts} cohorts`
                  : `Show all ${format.count(cohorts)} cohorts and ages`}
              </Button>
            </div>
          ) : null}
        </>
      }
    />
  );
}
