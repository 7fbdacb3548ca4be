import { Card } from '../../components/card';
import { MetricState } from '../../components/metric-state';
import { MoverList } from '../../components/mover-list';
import { Column } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useChangeControls } from './use-change-controls';

const title = 'What moved, in words';

/** The largest of each kind of move, by name: a row of the page, or nothing. */
export function WordsCard() {
  const format = useFormat();
  const { days } = useChangeControls();
  const query = useMetric('metric.movers', days);
  return (
    <MetricState
      query={query}
      skeleton={
        <Column span={12}>
          <Card title={title}>
            <ChartSkeleton height={150} bars={5} />
          </Card>
        </Column>
      }
    >
      {(answer) =>
        answer.rows.length === 0 ? null : (
          <Column span={12}>
            <Card
              title={title}
              caption={`End of ${format.day(answer.from)} to end of ${format.day(answer.to)}, net; numbers open their deals, names the deal`}
            >
              <MoverList answer={answer} days={days} />
            </Card>
          </Column>
        )
      }
    </MetricState>
  );
}
