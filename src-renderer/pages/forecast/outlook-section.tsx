import type { ForecastAnswer } from '#shared/results/forecast';
import { Card } from '../../components/card';
import { MetricState } from '../../components/metric-state';
import { Column, Columns } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { CategoriesCard } from './categories-card';
import { ChanceCard } from './chance-card';
import { CompositionCard } from './composition-card';
import { DriversCard } from './drivers-card';
import { FanCard } from './fan-card';
import { GroupsCard } from './groups-card';
import { HorizonCard } from './horizon-card';
import { KeyFigures } from './key-figures';
import { MethodCard } from './method-card';
import { MovementCard } from './movement-card';
import { useCoverage } from './use-coverage';
import { useKeepOutlook } from './use-keep-outlook';
import type { MovementQuery } from './use-movement';

type OutlookSectionProps = { answer: ForecastAnswer; movement: MovementQuery; stale: boolean };

/** The outlook of the period: what a manager reads out. */
export function OutlookSection({ answer, movement, stale }: OutlookSectionProps) {
  const coverage = useCoverage();
  useKeepOutlook(answer, stale);
  return (
    <Columns>
      <Column span={12}>
        <KeyFigures answer={answer} movement={movement.data} coverage={coverage.data?.rows[0]} />
      </Column>
      <Column span={8}>
        <FanCard answer={answer} stale={stale} />
      </Column>
      <Column span={4}>
        <ChanceCard answer={answer} stale={stale} />
      </Column>
      <Column span={6}>
        <DriversCard answer={answer} />
      </Column>
      <Column span={6}>
        {answer.daysLeft > 0 ? (
          <MetricState
            query={movement}
            skeleton={
              <Card title="What moved the outlook">
                <ChartSkeleton height={240} bars={6} />
              </Card>
            }
          >
            {(found) => <MovementCard answer={found} />}
          </MetricState>
        ) : (
          <MethodCard answer={answer} />
        )}
      </Column>
      <Column span={5}>
        <CompositionCard answer={answer} stale={stale} />
      </Column>
      <Column span={7}>
        <GroupsCard answer={answer} />
      </Column>
      <CategoriesCard answer={answer} />
      <HorizonCard answer={answer} />
      {answer.daysLeft > 0 ? (
        <Column span={12}>
          <MethodCard answer={answer} />
        </Column>
      ) : null}
    </Columns>
  );
}
