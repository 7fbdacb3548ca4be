import { QueryClient } from '@tanstack/react-query';
import { WeirError } from '#shared/contract/errors';

/** Answers stay good until the data version in their key changes; only a lost engine is asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) =>
          failures < 5 && error instanceof WeirError && error.code === 'engine-stopped',
        retryDelay: (failures) => Math.min(4000, 250 * 2 ** failures),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
