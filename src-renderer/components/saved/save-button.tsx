import { Button, Popover } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedKind } from '#shared/contract/console-params';
import { SaveForm } from './save-form';

type Props = {
  kind: SavedKind;
  label: string;
  /** The name to start from. */
  suggested: string;
  disabled?: boolean;
  content: () => string;
};

/** Asks for a name and keeps what is on the page under it. */
export function SaveButton({ kind, label, suggested, disabled = false, content }: Props) {
  const [opened, setOpened] = useState(false);
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
        <SaveForm kind={kind} suggested={suggested} content={content} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
