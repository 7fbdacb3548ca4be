import { useSyncExternalStore } from 'react';
import type { MethodName, Progress } from '#shared/contract/methods';

/** A call on its way: how far it is, null before it says. */
export type RunningCall = { readonly progress: Progress | null };

const running = new Map<MethodName, readonly RunningCall[]>();
const listeners = new Set<() => void>();

/** Makes a call and keeps how far it is until it ends. */
export async function followCall<Result>(
  method: MethodName,
  make: (onProgress: (progress: Progress) => void) => Promise<Result>,
): Promise<Result> {
  let call: RunningCall = { progress: null };
  change(method, (calls) => [...calls, call]);
  try {
    return await make((progress) => {
      const next = { progress };
      change(method, (calls) => calls.map((one) => (one === call ? next : one)));
      call = next;
    });
  } finally {
    change(method, (calls) => calls.filter((one) => one !== call));
  }
}

/** The call of a method that has been on its way longest; undefined while there is none. */
export function runningCall(method: MethodName): RunningCall | undefined {
  return running.get(method)?.[0];
}

/** The same, for a component that shows it. */
export function useRunningCall(method: MethodName): RunningCall | undefined {
  return useSyncExternalStore(listen, () => runningCall(method));
}

function change(method: MethodName, to: (calls: readonly RunningCall[]) => readonly RunningCall[]): void {
  running.set(method, to(running.get(method) ?? []));
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
