import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineClient, Progress } from '#shared/contract/methods';
import type { WorkspaceInfo } from '#shared/results/workspace';
import { useEngine } from '../../engine-client/engine-context';
import { isCancelled } from '../../engine-client/errors';
import { refreshWorkspace } from '../../state/use-workspace';
import { resetImport } from '../data/use-import-session';

type Options = { signal: AbortSignal; onProgress: (progress: Progress) => void };

export type Opening = {
  /** What is being opened, in words; null when nothing is. */
  task: string | null;
  progress: Progress | null;
  error: unknown;
  /** Opens a workspace and goes to its page; one at a time. */
  open: (
    task: string,
    call: (engine: EngineClient, options: Options) => Promise<WorkspaceInfo>,
  ) => Promise<void>;
  cancel: () => void;
};

/** Opens, creates or generates a workspace, with progress, cancel and the error where there is one. */
export function useOpenWorkspace(): Opening {
  const engine = useEngine();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [task, setTask] = useState<string | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [error, setError] = useState<unknown>(null);
  const controller = useRef<AbortController | null>(null);

  return {
    task,
    progress,
    error,
    cancel: () => controller.current?.abort(),
    async open(name, call) {
      const abort = new AbortController();
      controller.current = abort;
      setTask(name);
      setError(null);
      setProgress(null);
      try {
        const info = await call(engine, { signal: abort.signal, onProgress: setProgress });
        resetImport();
        navigate(info.opportunities > 0 ? '/overview' : '/data');
        await refreshWorkspace(queries);
      } catch (failure) {
        if (!isCancelled(failure)) setError(failure);
      } finally {
        setTask(null);
      }
    },
  };
}
