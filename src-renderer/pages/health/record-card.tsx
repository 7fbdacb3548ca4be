import type { LimitRecordAnswer, LimitRow } from '#shared/results/health';
import type { Formatters } from '../../charts/formatters';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import classes from './health.module.css';
import { useHealthControls } from './use-health-controls';

const title = 'How the limits would have done on past quarters';

/** Precision, recall and F1 of learned limits beside fixed ones, on quarters that they were not learned from. */
export function RecordCard({ ready }: { ready: boolean }) {
  const { day } = useHealthControls();
  const params = day.asOf ? { asOf: day.asOf } : {};
  const query = useMetric('metric.limitRecord', params, { enabled: ready });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={300} bars={8} />
        </Card>
      }
    >
      {(answer) => <Record answer={answer} />}
    </MetricState>
  );
}

function Record({ answer }: { answer: LimitRecordAnswer }) {
  const format = useFormat();
  const { rows, origins, undecided, oneOf } = answer;
  if (rows.length === 0) {
    return (
      <Card title={title}>
        <EmptyState
          title="The history is too short to try limits on it"
          hint={answer.warnings[0]?.message ?? ''}
        />
      </Card>
    );
  }
  const best = rows.reduce((a, b) => ((b.f1 ?? 0) > (a.f1 ?? 0) ? b : a));
  // A limit that calls every deal stale, or is no better than that, tells nothing.
  const tells = (best.f1 ?? 0) > (rows.find(({ limit }) => limit === 0)?.f1 ?? 0);
  const sampled = oneOf > 1 ? `; one deal in ${oneOf}` : '';
  return (
    <Card
      title={titleOf(best, tells, format)}
      caption={`Open deals of the first day of ${origins.length} ${origins.length === 1 ? 'quarter' : 'quarters'} from ${format.month(origins[0])}: those lost from where they stood, against those beyond each limit, as known then. ${format.count(undecided)} whose stay goes on are left out${sampled}`}
    >
      <section className={classes.scroll} aria-label={title}>
        <table className={classes.record}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">Beyond it</th>
              <th scope="col">Lost of these</th>
              <th scope="col">Found of the lost</th>
              <th scope="col">F1</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={String(row.limit)} data-kind={row.kind} data-best={tells && row === best}>
                <th scope="row">{nameOf(row)}</th>
                <td>{format.percent(row.n > 0 ? row.flagged / row.n : null)}</td>
                <td>
                  {format.percent(row.precision)}
                  <span className={classes.range}>
                    {format.percentRange(row.precisionLow, row.precisionHigh)}
                  </span>
                </td>
                <td>
                  {format.percent(row.recall)}
                  <span className={classes.range}>{format.percentRange(row.recallLow, row.recallHigh)}</span>
                </td>
                <td>{format.fixed(row.f1, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <WarningList warnings={answer.warnings} />
    </Card>
  );
}

function titleOf(best: LimitRow, tells: boolean, format: Formatters): string {
  const f1 = `F1 ${format.fixed(best.f1, 2)}`;
  return tells
    ? `${nameOf(best)} finds what is lost best: ${f1}`
    : `No limit tells lost deals better than calling every deal stale: ${f1}`;
}

function nameOf({ limit }: LimitRow): string {
  if (limit === 0) return 'Every deal';
  if (typeof limit === 'number') return `${limit} days`;
  return { stale: 'Learned, P90', warn: 'Learned, P80', tuned: 'Learned, tuned by stage' }[limit];
}
