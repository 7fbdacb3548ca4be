import { IconArrowRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { DealRow, DealsResult } from '#shared/results/metrics';
import { dealsPath } from '../../state/deals-address';
import type { Drill } from '../../state/drill';
import type { ResolvedScope } from '../../state/scope';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScopedPath } from '../../state/use-scope';
import { EmptyState } from '../empty-state';
import { MetricState } from '../metric-state';
import { TableSkeleton } from '../skeletons';
import classes from './drill-deals.module.css';

const firstDeals = 500;
const rowHeight = 44;

/** Exactly the deals behind the number, the biggest first; their count and value add up to it. */
export function DrillDeals({ drill, scope }: { drill: Drill; scope: ResolvedScope }) {
  const query = useMetric(
    'deals.list',
    {
      ...scope,
      ...(drill.behind ? { behind: drill.behind } : {}),
      ...(drill.group ? { group: drill.group } : {}),
      limit: firstDeals,
    },
    { keepPrevious: false },
  );
  return (
    <MetricState
      query={query}
      skeleton={
        <div className={classes.loading}>
          <TableSkeleton rows={12} />
        </div>
      }
    >
      {(result) => <DealList result={result} counted={countedOf(drill)} allHref={dealsPath(drill, scope)} />}
    </MetricState>
  );
}

/** What the number counts where that is not deals. */
type Counted = { count: number; unit: string } | null;

const moves: ReadonlySet<string> = new Set(['changes', 'flow', 'conformance']);

function countedOf({ behind, visits }: Drill): Counted {
  if (visits === undefined) return null;
  const isMove = behind !== undefined && moves.has(behind.metric);
  const unit = isMove ? ['move', 'moves'] : ['visit', 'visits'];
  return { count: visits, unit: (visits === 1 ? unit[0] : unit[1]) ?? '' };
}

type DealListProps = { result: DealsResult; counted: Counted; allHref: string };

function DealList({ result, counted, allHref }: DealListProps) {
  const format = useFormat();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: result.rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  if (result.total === 0) {
    return (
      <EmptyState
        title="No deal stands behind this number"
        hint="It counts deals that match the controls above."
      />
    );
  }
  return (
    <div className={classes.deals}>
      <div className={classes.summary}>
        {counted === null ? null : (
          <span>
            <strong>{format.count(counted.count)}</strong> {counted.unit} by
          </span>
        )}
        <span>
          <strong>{format.count(result.total)}</strong> {result.total === 1 ? 'deal' : 'deals'}
        </span>
        {result.totalValue === 0 ? null : (
          <span>
            <strong>{format.money(result.totalValue)}</strong> in all
          </span>
        )}
        <Link href={allHref} className={classes.all}>
          Open in Deals
          <IconArrowRight size={14} stroke={1.8} aria-hidden="true" />
        </Link>
      </div>
      <div className={classes.heads} aria-hidden="true">
        <span>Deal</span>
        <span>Stage</span>
        <span>Age</span>
        <span>Amount</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section ref={scroll} className={classes.scroll} aria-label="Deals behind the number" tabIndex={0}>
        <ul className={classes.list} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = result.rows[item.index];
            return row ? (
              <li
                key={item.key}
                className={classes.item}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Deal row={row} />
              </li>
            ) : null;
          })}
        </ul>
      </section>
      {result.total > result.rows.length ? (
        <p className={classes.more}>
          The {format.count(result.rows.length)} biggest are shown; the Deals page lists all{' '}
          {format.count(result.total)}.
        </p>
      ) : null}
    </div>
  );
}

function Deal({ row }: { row: DealRow }) {
  const format = useFormat();
  const scoped = useScopedPath();
  const under = [row.account, row.owner].filter((part) => part !== null && part !== row.name).join(' · ');
  const tone = row.outcome === 'won' ? 'won' : row.outcome === 'open' ? 'open' : 'lost';
  return (
    <Link href={scoped(`/deals/${encodeURIComponent(row.id)}`)} className={classes.deal}>
      <span className={classes.name}>
        <span className={classes.first}>{row.name ?? row.id}</span>
        <span className={classes.second}>{under}</span>
      </span>
      <span className={classes.stage}>
        <span className={classes.mark} data-tone={tone} aria-hidden="true" />
        <span className={classes.stageName}>{row.stage ?? row.outcome}</span>
      </span>
      <span className={classes.age}>{row.ageDays === null ? '–' : format.days(Math.round(row.ageDays))}</span>
      <span className={classes.amount}>{format.money(row.amount)}</span>
    </Link>
  );
}
