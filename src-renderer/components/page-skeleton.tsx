import { Skeleton } from '@mantine/core';
import { Card } from './card';
import { Column, Columns } from './page';
import classes from './page.module.css';
import { ChartSkeleton, FiguresSkeleton } from './skeletons';

/** A page in the shape of what comes, while its code or its first answer is on the way. */
export function PageSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      <span className="visually-hidden">Loading</span>
      <Skeleton height={12} width={180} radius={4} mt={4} />
      <Skeleton height={20} width="50%" radius={6} mt={12} mb={24} />
      <Columns>
        <Column span={12}>
          <Card>
            <FiguresSkeleton />
          </Card>
        </Column>
        <Column span={7}>
          <Card>
            <ChartSkeleton height={280} />
          </Card>
        </Column>
        <Column span={5}>
          <Card>
            <ChartSkeleton height={280} />
          </Card>
        </Column>
      </Columns>
    </div>
  );
}
