import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { WeirError } from '#shared/contract/errors';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Column, Columns, Page } from '../../components/page';
import { ChartSkeleton, TableSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope, useScopedPath } from '../../state/use-scope';
import { dealAnswer } from './deal-answer';
import { DealFacts } from './deal-facts';
import { dealIdOf } from './deal-id';
import classes from './deal-page.module.css';
import { ExtraFields } from './extra-fields';
import { Timeline } from './timeline';
import { VisitBand } from './visit-band';
import { VisitTable } from './visit-table';

/** One deal: what it is, how it went through the stages, and every change with its line in the files. */
export function DealPage({ id: part }: { id: string }) {
  const id = dealIdOf(part);
  const format = useFormat();
  const { scope } = useScope();
  const scoped = useScopedPath();
  const result = useMetric(
    'deals.get',
    { id, ...(scope.asOf ? { asOf: scope.asOf } : {}) },
    { keepPrevious: false },
  );
  const { data } = result;
  const unknown = result.error instanceof WeirError && result.error.code === 'unknown-opportunity';
  return (
    <Page
      question="What happened to this deal?"
      answer={result.isError ? null : dealAnswer(data, format)}
      controls={
        <Link href={scoped('/deals')} className={classes.back}>
          <IconArrowLeft size={15} stroke={1.7} aria-hidden />
          All deals
        </Link>
      }
    >
      {unknown && (
        <EmptyState
          title={`There is no deal ${id} on this day`}
          hint="It may have been created after the as-of day, or belong to another workspace."
        />
      )}
      {result.isError && !unknown && (
        <ErrorState error={result.error} onRetry={() => void result.refetch()} />
      )}
      {result.isPending && (
        <Columns>
          <Column span={8}>
            <Card title="Time in each stage">
              <ChartSkeleton height={96} bars={2} />
            </Card>
            <Card title="Timeline">
              <TableSkeleton rows={8} />
            </Card>
          </Column>
          <Column span={4}>
            <Card title="Facts">
              <TableSkeleton rows={10} />
            </Card>
          </Column>
        </Columns>
      )}
      {data && (
        <Columns>
          <Column span={8}>
            <div className={classes.stack}>
              {data.visits.length > 0 && (
                <Card title="Time in each stage" flush>
                  <VisitBand visits={data.visits} />
                  <VisitTable visits={data.visits} />
                </Card>
              )}
              <Timeline entries={data.timeline} />
            </div>
          </Column>
          <Column span={4}>
            <div className={classes.stack}>
              <DealFacts deal={data.deal} extra={data.extra} />
              <ExtraFields extra={data.extra} />
            </div>
          </Column>
        </Columns>
      )}
    </Page>
  );
}
