import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CallOptions, EngineClient, Progress } from '#shared/contract/methods';
import { useEngine } from '../../../engine-client/engine-context';
import { isCancelled } from '../../../engine-client/errors';
import { refreshWorkspace } from '../../../state/use-workspace';

/** A change of the workspace; `said` tells what was done, `undo` takes it back. */
export type Change = {
  run: (engine: EngineClient, options: CallOptions) => Promise<unknown>;
  said: string;
  undo?: Change['run'];
};

export type Changing = {
  make: (change: Change) => void;
  busy: boolean;
  progress: Progress | null;
  /** The change that was made last, until the next one. */
  made: Change | null;
  /** Why the last one failed; null where it was cancelled, which changes nothing. */
  error: unknown;
  cancel: () => void;
};

/** Makes one change of the workspace at a time; every page follows when it is in. */
export function useChange(): Changing {
  const engine = useEngine();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const controller = useRef<AbortController | null>(null);
  const mutation = useMutation({
    mutationFn: async (change: Change) => {
      const abort = new AbortController();
      controller.current = abort;
      await change.run(engine, { signal: abort.signal, onProgress: setProgress });
      return change;
    },
    onSuccess: () => refreshWorkspace(queries),
    onSettled: () => setProgress(null),
  });
  return {
    make: mutation.mutate,
    busy: mutation.isPending,
    progress,
    made: mutation.data ?? null,
    error: mutation.isError && !isCancelled(mutation.error) ? mutation.error : null,
    cancel: () => controller.current?.abort(),
  };
}
