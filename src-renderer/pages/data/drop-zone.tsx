import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import classes from './drop-zone.module.css';
import { droppedFiles } from './dropped-files';

type Props = {
  onFiles: (files: File[]) => void;
  title: string;
  hint: string;
  /** A low strip for pages that have more to show. */
  compact?: boolean;
  disabled?: boolean;
};

/** A place to drop exports on, with a button that does the same by keyboard. */
export function DropZone({ onFiles, title, hint, compact = false, disabled = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    if (!disabled) void droppedFiles(event.dataTransfer).then(onFiles);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className={classes.zone}
      data-over={over || undefined}
      data-compact={compact || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileImport size={compact ? 22 : 30} stroke={1.4} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <p className={classes.title}>{title}</p>
        <p className={classes.hint}>{hint}</p>
      </div>
      <Button
        variant={compact ? 'default' : 'filled'}
        size={compact ? 'xs' : 'sm'}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
