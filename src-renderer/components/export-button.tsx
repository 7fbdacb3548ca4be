import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CallOptions, EngineClient, ExportTicket, Progress } from '#shared/contract/methods';
import { useEngine, useHost } from '../engine-client/engine-context';
import { isCancelled } from '../engine-client/errors';
import { useFormat } from '../state/use-format';

type Props = {
  /** What the button says: "Export CSV". */
  label: string;
  /** Asks for the file. */
  make: (engine: EngineClient, options: CallOptions) => Promise<ExportTicket>;
  disabled?: boolean;
  onError: (error: unknown) => void;
};

/** Writes all of a list, not only what is in view, to a file. Pressed again it cancels. */
export function ExportButton({ label, make, disabled = false, onError }: Props) {
  const engine = useEngine();
  const host = useHost();
  const format = useFormat();
  const [progress, setProgress] = useState<Progress | null>(null);
  const controller = useRef<AbortController | null>(null);
  const save = useMutation({
    mutationFn: async () => {
      const abort = new AbortController();
      controller.current = abort;
      const ticket = await make(engine, { signal: abort.signal, onProgress: setProgress });
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
      {save.isPending ? `Cancel export${share === null ? '' : ` (${format.percent(share)})`}` : label}
    </Button>
  );
}
