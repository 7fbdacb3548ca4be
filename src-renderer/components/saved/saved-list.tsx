import { ActionIcon, Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedKind } from '#shared/contract/console-params';
import type { SavedItem } from '#shared/results/console';
import { ErrorState } from '../error-state';
import classes from './saved-list.module.css';
import { useSaved } from './use-saved';

type Props = { kind: SavedKind; nothing: string; onOpen: (item: SavedItem) => void };

/** What is kept under a name: opened, renamed, deleted, and put back. */
export function SavedList({ kind, nothing, onOpen }: Props) {
  const { items, keep, remove, removed, putBack, error } = useSaved(kind);
  const [renamed, setRenamed] = useState<number | null>(null);
  return (
    <div className={classes.saved}>
      {error ? <ErrorState error={error} /> : null}
      {removed ? (
        <div className={classes.removed} role="status">
          <span>“{removed.name}” is deleted.</span>
          {/* The button that was pressed is gone with its row. */}
          <Button key={removed.id} size="compact-xs" variant="default" autoFocus onClick={putBack}>
            Undo
          </Button>
        </div>
      ) : null}
      {items.length === 0 ? <p className={classes.nothing}>{nothing}</p> : null}
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            {renamed === item.id ? (
              <Rename
                name={item.name}
                onDone={(name) => {
                  setRenamed(null);
                  if (name !== item.name) keep({ ...item, name });
                }}
              />
            ) : (
              <>
                <UnstyledButton className={classes.open} title={item.content} onClick={() => onOpen(item)}>
                  {item.name}
                </UnstyledButton>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Rename ${item.name}`}
                  onClick={() => setRenamed(item.id)}
                >
                  <IconPencil size={14} stroke={1.7} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete ${item.name}`}
                  onClick={() => remove(item)}
                >
                  <IconTrash size={14} stroke={1.7} />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rename({ name, onDone }: { name: string; onDone: (name: string) => void }) {
  const [text, setText] = useState(name);
  const done = () => onDone(text.trim() === '' ? name : text.trim());
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={`New name of ${name}`}
      value={text}
      autoFocus
      maxLength={120}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key !== 'Escape') return;
        // It leaves the name as it was; what the list stands in stays open.
        event.stopPropagation();
        onDone(name);
      }}
    />
  );
}
