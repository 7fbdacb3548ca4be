import { Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import { toErrorData } from '#shared/contract/errors';
import classes from './saved-list.module.css';

type Props = { label: string; disabled?: boolean; onSave: (name: string) => Promise<unknown> };

/** Asks for a name and keeps what is on the page under it. */
export function SaveButton({ label, disabled = false, onSave }: Props) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const save = async () => {
    try {
      await onSave(name.trim());
      setOpened(false);
      setName('');
      setWrong(null);
    } catch (error) {
      setWrong(toErrorData(error).message);
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" withArrow trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          disabled={disabled}
          leftSection={<IconBookmark size={14} stroke={1.7} />}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void save();
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
          <Button size="xs" type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
