import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Progress } from '#shared/contract/methods';
import { useEngine, useHost } from '../../engine-client/engine-context';
import { isCancelled } from '../../engine-client/errors';
import { useFormat } from '../../state/use-format';
import type { DealQuery } from './deal-query';

type Props = { query: DealQuery; disabled: boolean; onError: (error: unknown) => void };

/** Writes every deal of the list, not only those in view, to a CSV file. Pressed again it cancels. */
export function ExportButton({ query, disabled, onError }: Props) {
  const engine = useEngine();
  const host = useHost();
  const format = useFormat();
  const [progress, setProgress] = useState<Progress | null>(null);
  const controller = useRef<AbortController | null>(null);
  const save = useMutation({
    mutationFn: async () => {
      const abort = new AbortController();
      controller.current = abort;
      const options = { signal: abort.signal, onProgress: setProgress };
      const ticket = await engine.call('deals.export', query, options);
      await host.save(ticket.ticket, ticket.name);
    },
    onMutate: () => onError(null),
    onError: (error) => {
      if (!isCancelled(error)) onError(error);
    },
    onSettled: () => setProgress(null),
  });
  const share = progress?.fraction ?? null;
  return (
    <Button
      size="xs"
      variant="default"
      disabled={disabled}
      leftSection={<IconDownload size={15} stroke={1.6} />}
      onClick={() => (save.isPending ? controller.current?.abort() : save.mutate())}
    >
      {save.isPending ? `Cancel export${share === null ? '' : ` (${format.percent(share)})`}` : 'Export CSV'}
    </Button>
  );
}
