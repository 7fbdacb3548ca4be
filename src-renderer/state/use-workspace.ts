import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { StatusResult, WorkspaceInfo } from '#shared/results/workspace';
import { useEngine } from '../engine-client/engine-context';

export const workspaceKey = ['workspace'] as const;

/** The open workspace, or null when none is open. `dataVersion` changes whenever the data does. */
export function useWorkspace() {
  const engine = useEngine();
  return useQuery<WorkspaceInfo | null>({
    queryKey: [...workspaceKey, 'info'],
    queryFn: ({ signal }) => engine.call('workspace.info', {}, { signal }),
  });
}

/** What the workspace holds: fields, stages, currency, evidence. Waits until a workspace is open. */
export function useStatus() {
  const engine = useEngine();
  const { data: info } = useWorkspace();
  return useQuery<StatusResult>({
    queryKey: ['workspace.status', info?.path, info?.dataVersion],
    queryFn: ({ signal }) => engine.call('workspace.status', {}, { signal }),
    enabled: info != null,
    // After a change of the same workspace what was there stays until the new answer is.
    placeholderData: (before, query) => (query?.queryKey[1] === info?.path ? before : undefined),
  });
}

/** To be called after anything that opens, fills, empties or closes a workspace: every answer follows. */
export async function refreshWorkspace(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: workspaceKey });
}
