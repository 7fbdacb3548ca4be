import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SavedKind } from '#shared/contract/console-params';
import { toErrorData } from '#shared/contract/errors';
import classes from './saved-list.module.css';
import { useSaved } from './use-saved';

type Props = {
  kind: SavedKind;
  content: () => string;
  /** The name to start from. */
  suggested: string;
  onDone?: () => void;
};

/** A name, and a button that keeps the content under it, in place of what has the name already. */
export function SaveForm({ kind, content, suggested, onDone }: Props) {
  const { items, keepAsync } = useSaved(kind);
  const [name, setName] = useState(suggested);
  const [wrong, setWrong] = useState<string | null>(null);
  const trimmed = name.trim();
  const same = items.find((item) => item.name === trimmed);
  const save = async () => {
    try {
      await keepAsync({ ...(same ? { id: same.id } : {}), name: trimmed, content: content() });
      setWrong(null);
      onDone?.();
    } catch (error) {
      setWrong(toErrorData(error).message);
    }
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed !== '') void save();
      }}
    >
      <TextInput
        size="xs"
        w={220}
        label="Name"
        value={name}
        error={wrong}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={trimmed === ''}>
        {same ? 'Replace' : 'Save'}
      </Button>
    </form>
  );
}
