import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import classes from './command-palette.module.css';
import { usePaletteEntries } from './use-palette-entries';

const prompt = 'Find a page, a deal, an owner or an action';

type CommandPaletteProps = { opened: boolean; onClose: () => void; onViews: () => void };

/** Pages, saved views, owners, deals and actions by typing; arrows choose, Enter runs. */
export function CommandPalette({ opened, onClose, onViews }: CommandPaletteProps) {
  const [typed, setTyped] = useState('');
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setTyped('')}
      size={600}
      yOffset="12vh"
    >
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content radius={10} aria-label={prompt}>
        <PaletteBody typed={typed} onType={setTyped} opened={opened} onClose={onClose} onViews={onViews} />
      </Modal.Content>
    </Modal.Root>
  );
}

type PaletteBodyProps = CommandPaletteProps & { typed: string; onType: (typed: string) => void };

function PaletteBody({ typed, onType, opened, onClose, onViews }: PaletteBodyProps) {
  const entries = usePaletteEntries(typed, opened, onViews);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const current = Math.min(at, Math.max(0, entries.length - 1));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text starts at its first hit
  useEffect(() => setAt(0), [typed]);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const run = (index: number) => {
    onClose();
    entries[index]?.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setAt((current + move + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(current);
    }
  };
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={18} stroke={1.6} aria-hidden="true" />
        <input
          data-autofocus
          className={classes.input}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          placeholder={prompt}
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={entries.length > 0 ? `${id}-${current}` : undefined}
          aria-label={prompt}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label="Found" className={classes.list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which keeps the focus
          <div
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            data-at={index}
            className={classes.entry}
            onMouseMove={() => setAt(index)}
            onClick={() => run(index)}
          >
            <span className={classes.label}>{entry.label}</span>
            {entry.detail ? <span className={classes.detail}>{entry.detail}</span> : null}
            {entry.group !== entries[index - 1]?.group ? (
              <span className={classes.group}>{entry.group}</span>
            ) : null}
          </div>
        ))}
        {entries.length === 0 ? <p className={classes.none}>Nothing found for “{typed}”</p> : null}
      </div>
    </>
  );
}
