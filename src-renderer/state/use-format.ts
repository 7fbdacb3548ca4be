import { useMemo } from 'react';
import { createFormatters, type Formatters } from '../charts/formatters';
import { useStatus } from './use-workspace';

/** Formatters in the reader's locale and the workspace's currency. */
export function useFormat(): Formatters {
  const { data: status } = useStatus();
  const currency = status?.currency ?? null;
  return useMemo(() => createFormatters(navigator.language, currency), [currency]);
}
