import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedKind } from '#shared/contract/console-params';
import type { SavedItem } from '#shared/results/console';
import { useEngine } from '../../engine-client/engine-context';
import { useMetric } from '../../state/use-metric';

type NewItem = { id?: number; name: string; content: string };

/** What the workspace keeps under a name, and the last one deleted, which can be put back. */
export function useSaved(kind: SavedKind) {
  const engine = useEngine();
  const queries = useQueryClient();
  const list = useMetric('saved.list', { kind });
  const [removed, setRemoved] = useState<SavedItem | null>(null);
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
