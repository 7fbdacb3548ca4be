import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '#shared/contract/methods';
import type { SqlResult } from '#shared/results/metrics';
import { useEngine } from '../../engine-client/engine-context';

export type SqlRun =
  | { state: 'none' }
  | { state: 'running' }
  | { state: 'done'; result: SqlResult }
  | { state: 'failed'; error: unknown; sql: string };

/** Runs one statement at a time; the one before is cancelled, and so is a running one when the page is left. */
export function useSqlRun() {
  const engine = useEngine();
  const [run, setRun] = useState<SqlRun>({ state: 'none' });
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    async (sql: string, limit: number) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      setRun({ state: 'running' });
      setProgress(null);
      const onProgress = (next: Progress) => {
        if (running.current === stop) setProgress(next);
      };
      let next: SqlRun;
      try {
        const options = { signal: stop.signal, onProgress };
        next = { state: 'done', result: await engine.call('sql.run', { sql, limit }, options) };
      } catch (error) {
        next = { state: 'failed', error, sql };
      }
      if (running.current === stop) setRun(next);
    },
    [engine],
  );
  return { run, progress, start, cancel };
}
