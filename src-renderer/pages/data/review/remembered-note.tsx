import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { FileReport } from '#shared/results/workspace';
import { useFormat } from '../../../state/use-format';
import classes from './remembered-note.module.css';

type Props = {
  remembered: NonNullable<FileReport['remembered']>;
  disabled: boolean;
  onForget: (headers: string) => void;
};

/** Says that corrections to an earlier file apply, and forgets them. */
export function RememberedNote({ remembered: { headers, file, importedAt }, disabled, onForget }: Props) {
  const format = useFormat();
  return (
    <div className={classes.note}>
      <IconHistory size={16} stroke={1.7} aria-hidden className={classes.icon} />
      <p className={classes.text}>
        <b>Mapping remembered from {format.day(importedAt)}</b>
        {file ? ` (${file})` : ''}: the corrections made then apply to this file.
      </p>
      <Button
        size="compact-xs"
        variant="default"
        disabled={disabled}
        aria-label="Forget the remembered mapping"
        onClick={() => onForget(headers)}
      >
        Forget
      </Button>
    </div>
  );
}
