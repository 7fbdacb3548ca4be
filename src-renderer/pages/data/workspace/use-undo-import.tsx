import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Progress } from '#shared/contract/methods';
import { ErrorState } from '../../../components/error-state';
import { ProgressPanel } from '../../../components/progress-panel';
import { useEngine } from '../../../engine-client/engine-context';
import { isCancelled } from '../../../engine-client/errors';
import { refreshWorkspace } from '../../../state/use-workspace';

/** Asks before an import is undone and shows how far it is. `dialog` is to be placed on the page. */
export function useUndoImport(onUndone: (importId: number) => void) {
  const engine = useEngine();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<number | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const controller = useRef<AbortController | null>(null);

  const undo = useMutation({
    mutationFn: async (id: number) => {
      const abort = new AbortController();
      controller.current = abort;
      return engine.call('import.undo', { import: id }, { signal: abort.signal, onProgress: setProgress });
    },
    onSuccess: async (_, id) => {
      setAsked(null);
      onUndone(id);
      await refreshWorkspace(queries);
    },
    onSettled: () => setProgress(null),
  });

  function ask(id: number) {
    undo.reset();
    setAsked(id);
  }

  const failed = undo.isError && !isCancelled(undo.error);
  const dialog = (
    <Modal
      opened={asked !== null}
      onClose={() => !undo.isPending && setAsked(null)}
      title={<b>Undo this import?</b>}
      centered
      closeOnClickOutside={!undo.isPending}
      withCloseButton={!undo.isPending}
    >
      {undo.isPending ? (
        <ProgressPanel
          title="Undoing the import"
          progress={progress}
          onCancel={() => controller.current?.abort()}
        />
      ) : (
        <>
          <Text size="sm" c="dimmed">
            Deals and changes that it brought are taken out, and what it changed is as it was before. The
            files themselves are not touched, so they can be imported again.
          </Text>
          {failed && <ErrorState error={undo.error} />}
          <Group justify="flex-end" gap="xs" mt="lg">
            <Button size="xs" variant="default" onClick={() => setAsked(null)}>
              Keep it
            </Button>
            <Button size="xs" color="red" onClick={() => asked !== null && undo.mutate(asked)} data-autofocus>
              Undo import
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
  return { ask, dialog, busy: undo.isPending };
}
