import { Button, TextInput } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecentWorkspace } from '#shared/results/workspace';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { TableSkeleton } from '../../components/skeletons';
import { useEngine, useHost } from '../../engine-client/engine-context';
import { useFormat } from '../../state/use-format';
import { useWorkspace, workspaceKey } from '../../state/use-workspace';
import classes from './start-page.module.css';
import type { Opening } from './use-open-workspace';

/** Workspaces that were open before, newest first, and a way to open another file. */
export function RecentWorkspaces({ opening }: { opening: Opening }) {
  const engine = useEngine();
  const recent = useQuery({
    queryKey: [...workspaceKey, 'recent'],
    queryFn: ({ signal }) => engine.call('workspace.recent', {}, { signal }),
  });
  return (
    <Card title="Recent workspaces" flush footer={<OpenFile opening={opening} />}>
      {recent.isPending && <TableSkeleton rows={4} />}
      {recent.isError && <ErrorState error={recent.error} onRetry={() => void recent.refetch()} />}
      {recent.data?.length === 0 && (
        <EmptyState title="No workspace was opened yet" hint="Those you open are listed here." />
      )}
      <ul className={classes.list}>
        {recent.data?.map((workspace) => (
          <li key={workspace.path}>
            <RecentRow workspace={workspace} opening={opening} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RecentRow({ workspace, opening }: { workspace: RecentWorkspace; opening: Opening }) {
  const format = useFormat();
  const { data: present } = useWorkspace();
  const isOpen = present?.path === workspace.path;
  return (
    <button
      type="button"
      className={classes.row}
      disabled={!workspace.exists || opening.task !== null}
      onClick={() =>
        void opening.open(`Opening ${workspace.name}`, (engine, options) =>
          engine.call('workspace.open', { path: workspace.path }, options),
        )
      }
    >
      <IconDatabase size={18} stroke={1.5} aria-hidden />
      <span className={classes.name}>
        <b>{workspace.name}</b>
        <span className={classes.path} title={workspace.path}>
          {workspace.path}
        </span>
      </span>
      <span className={classes.when}>
        {isOpen ? 'Open now' : workspace.exists ? format.day(workspace.openedAt) : 'File is gone'}
      </span>
    </button>
  );
}

/** By dialog where the host has one, else by path. */
function OpenFile({ opening }: { opening: Opening }) {
  const host = useHost();
  const [path, setPath] = useState('');
  const open = (chosen: string) =>
    void opening.open('Opening the workspace', (engine, options) =>
      engine.call('workspace.open', { path: chosen }, options),
    );
  if (host.kind === 'electron') {
    const choose = async () => {
      const chosen = await host.chooseWorkspace();
      if (chosen !== null) open(chosen);
    };
    return (
      <Button size="xs" variant="default" disabled={opening.task !== null} onClick={() => void choose()}>
        Open a workspace file
      </Button>
    );
  }
  return (
    <form
      className={classes.actions}
      style={{ marginTop: 0 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') open(path.trim());
      }}
    >
      <TextInput
        size="xs"
        className={classes.grow ?? ''}
        aria-label="Path of a workspace file"
        placeholder="Path of a .weir file on this machine"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        disabled={path.trim() === '' || opening.task !== null}
      >
        Open
      </Button>
    </form>
  );
}
