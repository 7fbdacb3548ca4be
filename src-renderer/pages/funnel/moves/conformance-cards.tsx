import type { MetricAnswer } from '#shared/results/envelope';
import type { ConformanceRow } from '#shared/results/flow';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { ImportLink } from '../../../components/import-link';
import { MetricState } from '../../../components/metric-state';
import { Column, Columns } from '../../../components/page';
import { TableSkeleton } from '../../../components/skeletons';
import { BounceCard } from './bounce-card';
import { PathSharesCard, pathSharesTitle } from './path-shares-card';
import { PathsCard } from './paths-card';
import { useConformance } from './use-section-answer';

/** A table of more stages than this takes the whole width, so that their names can be read. */
const mostBeside = 12;

/** How deals keep to the path, where they bounce back, and the paths they take. */
export function ConformanceCards() {
  const query = useConformance();
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={pathSharesTitle}>
          <TableSkeleton rows={8} />
        </Card>
      }
    >
      {(answer) => <Conformance answer={answer} />}
    </MetricState>
  );
}

function Conformance({ answer }: { answer: MetricAnswer<ConformanceRow> }) {
  const [row] = answer.rows;
  if (!row || row.deals === 0) {
    return (
      <Card title={pathSharesTitle}>
        <EmptyState title="No deal was created in this period" hint="Widen the period or remove a filter." />
      </Card>
    );
  }
  if (answer.warnings.some(({ code }) => code === 'no-stage-history')) {
    return (
      <Card title={pathSharesTitle}>
        <EmptyState
          title="Which stages deals passed is not in the data"
          hint="A stage history export, or later exports of the same list, would show their paths."
          action={<ImportLink />}
        />
      </Card>
    );
  }
  const isLong = row.stages.length > mostBeside;
  return (
    <Columns>
      <Column span={isLong ? 12 : 5}>
        <PathSharesCard row={row} warnings={answer.warnings} />
      </Column>
      <Column span={isLong ? 12 : 7}>
        <BounceCard rows={row.stages} />
      </Column>
      <Column span={12}>
        <PathsCard row={row} />
      </Column>
    </Columns>
  );
}
