import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { MetricAnswer } from '#shared/results/envelope';
import { useScopedPath } from '../../state/use-scope';
import { MetricState } from '../metric-state';
import { TableSkeleton } from '../skeletons';
import { CopyButton } from './copy-button';
import classes from './drill-sheet.module.css';

type DrillSqlProps = { query: UseQueryResult<MetricAnswer<unknown>, unknown> };

/** The statement behind the numbers; it runs in any DuckDB client on the workspace file. */
export function DrillSql({ query }: DrillSqlProps) {
  const scoped = useScopedPath();
  return (
    <div className={classes.text}>
      <MetricState query={query} skeleton={<TableSkeleton rows={6} />}>
        {(answer) => (
          <>
            <p>
              This statement gives the counts behind the numbers. It runs in any DuckDB client on the
              workspace file.
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
            <pre className={classes.sql} tabIndex={0}>
              {answer.sql}
            </pre>
            <div className={classes.actions}>
              <CopyButton text={answer.sql} label="Copy the SQL" />
              <Link
                href={scoped(`/query?${new URLSearchParams({ sql: answer.sql })}`)}
                className={classes.link}
              >
                Open in Query
              </Link>
            </div>
          </>
        )}
      </MetricState>
    </div>
  );
}
