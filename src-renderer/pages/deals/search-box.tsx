import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

type Props = { value: string; onChange: (text: string) => void };

const pause = 180;

/** Search over names, accounts and owners; `/` goes to it, Escape empties it. */
export function SearchBox({ value, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const send = useDebouncedCallback(onChange, pause);
  useEffect(() => setText(value), [value]);
  useHotkeys([['/', () => input.current?.focus()]]);

  function change(next: string) {
    setText(next);
    send(next.trim());
  }

  return (
    <TextInput
      ref={input}
      size="xs"
      w={280}
      type="search"
      aria-label="Search deals"
      placeholder="Search deals"
      value={text}
      leftSection={<IconSearch size={15} stroke={1.6} />}
      rightSection={
        text === '' ? (
          <Kbd size="xs">/</Kbd>
        ) : (
          <CloseButton size="sm" aria-label="Empty the search" onClick={() => change('')} />
        )
      }
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') change('');
      }}
    />
  );
}
