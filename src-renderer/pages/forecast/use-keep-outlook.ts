import { useEffect } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import { useEngine } from '../../engine-client/engine-context';
import { useWorkspace } from '../../state/use-workspace';
import { useForecastScope } from './use-outlook';

/**
 * Keeps the outlook that is looked at, once a day, so that later on what was said can be told from what is said now. A workspace
 * that is read only keeps nothing.
 */
export function useKeepOutlook(answer: ForecastAnswer, stale: boolean): void {
  const engine = useEngine();
  const { data: info } = useWorkspace();
  const scope = useForecastScope();
  const writable = info?.readOnly === false;
  const { period, target, asked, daysLeft } = answer;
  useEffect(() => {
    if (!writable || stale || daysLeft === 0) return;
    engine
      .call('outlooks.keep', { ...scope, period, method: asked, ...(target === null ? {} : { target }) })
      .catch(() => {
        // The page works without; another program may be writing.
      });
  }, [engine, writable, stale, scope, period, asked, target, daysLeft]);
}
