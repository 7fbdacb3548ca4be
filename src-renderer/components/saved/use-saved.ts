import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedKind } from '#shared/contract/console-params';
import type { SavedItem } from '#shared/results/console';
import { useEngine } from '../../engine-client/engine-context';
import { useMetric } from '../../state/use-metric';
import { useWorkspace } from '../../state/use-workspace';

type NewItem = { id?: number; name: string; content: string };

/**
 * What the workspace keeps under a name, and the last one deleted, which can be put back: also after what shows the list
 * was closed, as long as the window is open on that workspace.
 */
export function useSaved(kind: SavedKind) {
  const engine = useEngine();
  const queries = useQueryClient();
  const list = useMetric('saved.list', { kind });
  const removedKey = ['saved.removed', useWorkspace().data?.path, kind];
  const { data: removed = null } = useQuery<SavedItem | null>({
    queryKey: removedKey,
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const setRemoved = (item: SavedItem | null) => queries.setQueryData(removedKey, item);
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['saved.list'] });
  const keeping = useMutation({
    mutationFn: (item: NewItem) => engine.call('saved.keep', { kind, ...item }),
    onSuccess,
  });
  const removing = useMutation({
    mutationFn: (item: SavedItem) => engine.call('saved.remove', { kind, id: item.id }),
    onSuccess,
  });
  return {
    items: list.data ?? [],
    error: list.error ?? keeping.error ?? removing.error,
    keep: (item: NewItem) => keeping.mutate(item),
    keepAsync: (item: NewItem) => keeping.mutateAsync(item),
    remove: (item: SavedItem) => removing.mutate(item, { onSuccess: () => setRemoved(item) }),
    removed,
    putBack: () => {
      if (removed) keeping.mutate(removed, { onSuccess: () => setRemoved(null) });
    },
  };
}
