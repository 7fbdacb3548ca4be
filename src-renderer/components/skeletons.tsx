import { Skeleton } from '@mantine/core';
import classes from './skeletons.module.css';

/** Key figures to come. */
export function FiguresSkeleton({ count = 4 }: { count?: number }) {
  return (
    <div className={classes.figures} aria-hidden="true">
      {indexes(count).map((i) => (
        <div key={i}>
          <Skeleton height={12} width="50%" radius={4} />
          <Skeleton height={28} width="70%" radius={6} mt={10} />
          <Skeleton height={10} width="60%" radius={4} mt={10} />
        </div>
      ))}
    </div>
  );
}

/** A bar chart to come. */
export function ChartSkeleton({ height = 240, bars = 6 }: { height?: number; bars?: number }) {
  return (
    <div className={classes.bars} style={{ height }} aria-hidden="true">
      {indexes(bars).map((i) => (
        <Skeleton key={i} height={16} width={`${92 - i * (60 / bars)}%`} radius={3} />
      ))}
    </div>
  );
}

/** A table to come. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={classes.rows} aria-hidden="true">
      {indexes(rows).map((i) => (
        <Skeleton key={i} height={12} radius={4} />
      ))}
    </div>
  );
}

function indexes(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
