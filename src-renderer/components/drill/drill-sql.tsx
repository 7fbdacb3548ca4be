import type { UseQueryResult } from '@tanstack/react-query';
import type { MetricAnswer } from '#shared/results/envelope';
import { MetricState } from '../metric-state';
import { TableSkeleton } from '../skeletons';
import { CopyButton } from './copy-button';
import classes from './drill-sheet.module.css';

type DrillSqlProps = { query: UseQueryResult<MetricAnswer<unknown>, unknown> };

/** The statement behind the numbers; it runs in any DuckDB client on the workspace file. */
export function DrillSql({ query }: DrillSqlProps) {
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
            <CopyButton text={answer.sql} label="Copy the SQL" />
          </>
        )}
      </MetricState>
    </div>
  );
}
