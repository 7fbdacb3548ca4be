import { useCallback, useEffect, useRef, useState } from 'react';
import type { SqlResult } from '#shared/results/metrics';
import { useEngine } from '../../engine-client/engine-context';

export type SqlRun =
  | { state: 'none' }
  | { state: 'running' }
  | { state: 'done'; result: SqlResult; limit: number }
  | { state: 'failed'; error: unknown };

/** Runs one statement at a time; the one before is cancelled, and so is a running one when the page is left. */
export function useSqlRun() {
  const engine = useEngine();
  const [run, setRun] = useState<SqlRun>({ state: 'none' });
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    async (sql: string, limit: number) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      setRun({ state: 'running' });
      let next: SqlRun;
      try {
        next = {
          state: 'done',
          result: await engine.call('sql.run', { sql, limit }, { signal: stop.signal }),
          limit,
        };
      } catch (error) {
        next = { state: 'failed', error };
      }
      if (running.current === stop) setRun(next);
    },
    [engine],
  );
  return { run, start, cancel };
}
