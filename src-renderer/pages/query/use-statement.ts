import { useLocalStorage } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { toErrorData } from '#shared/contract/errors';
import type { SqlErrorPlace } from '#shared/results/console';
import { useAddressValue } from '../../state/use-scope';
import { type SqlRun, useSqlRun } from './use-sql-run';

const placeSchema = z.object({ place: z.object({ from: z.number(), to: z.number() }) });

/** Rows that are fetched at most, to choose from. */
export const rowLimits = [100, 1000, 10_000, 100_000] as const;

/**
 * The statement in the editor, which this machine remembers, and what running it gave. What was run is in the address; one
 * that the address brings is run at once.
 */
export function useStatement() {
  const [asked, setAsked] = useAddressValue('sql');
  const [draft, setText] = useLocalStorage({
    key: 'weir.query',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const [limit, setLimit] = useState<number>(1000);
  const { run, progress, start, cancel } = useSqlRun();
  const started = useRef<string | null>(null);

  useEffect(() => {
    if (asked === null || asked === started.current) return;
    started.current = asked;
    setText(asked);
    void start(asked, 1000);
  }, [asked, start, setText]);

  const go = useCallback(
    (sql: string) => {
      if (sql.trim() === '') return;
      started.current = sql;
      setText(sql);
      setAsked(sql);
      void start(sql, limit);
    },
    [limit, start, setAsked, setText],
  );
  const text = started.current === null && asked !== null ? asked : draft;
  return { text, setText, limit, setLimit, run, progress, go, cancel, wrong: useWrong(run, text) };
}

/** Where the statement went wrong, as long as it stands as it was run. */
function useWrong(run: SqlRun, text: string): SqlErrorPlace | null {
  return useMemo(() => {
    if (run.state !== 'failed' || run.sql !== text) return null;
    return placeSchema.safeParse(toErrorData(run.error).details).data?.place ?? null;
  }, [run, text]);
}
