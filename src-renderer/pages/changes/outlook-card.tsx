import { CallProgress } from '../../components/call-progress';
import { Card } from '../../components/card';
import { Column } from '../../components/page';
import { TableSkeleton } from '../../components/skeletons';
import { useMetric } from '../../state/use-metric';
import { MovementCard } from '../forecast/movement-card';
import { useChangeControls } from './use-change-controls';

/**
 * What the moves between the two days did to the forecast of the quarter of the later one; nothing where none is made or there
 * is nothing to make it from.
 */
export function OutlookCard() {
  const { days } = useChangeControls();
  const query = useMetric('metric.movement', days);
  const answer = query.data;
  if (query.isPending) {
    return (
      <Column span={12}>
        <Card title="What moved the forecast">
          <CallProgress method="metric.movement" title="Forecasting as of both days" plain>
            <TableSkeleton rows={6} />
          </CallProgress>
        </Card>
      </Column>
    );
  }
  if (!answer || answer.after.daysLeft === 0 || answer.rows.length === 0) return null;
  if (answer.before.p90 === 0 && answer.after.p90 === 0) return null;
  return (
    <Column span={12}>
      <MovementCard answer={answer} ofPeriod />
    </Column>
  );
}
