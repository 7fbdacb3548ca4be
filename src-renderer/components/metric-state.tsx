import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state';

type MetricStateProps<Data> = {
  query: UseQueryResult<Data, unknown>;
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
};

/** Skeleton while the first answer is on its way, the error where it happened, else the answer. */
export function MetricState<Data>({ query, skeleton, children }: MetricStateProps<Data>) {
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <>{skeleton}</>;
  return <>{children(query.data)}</>;
}
