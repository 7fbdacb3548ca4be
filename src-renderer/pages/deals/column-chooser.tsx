import { Button, Checkbox, Popover, ScrollArea, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './column-chooser.module.css';
import type { ColumnInfo } from './deal-columns';

type Props = {
  all: readonly ColumnInfo[];
  chosen: readonly string[];
  onChange: (columns: string[] | null) => void;
};

/** Which columns the list shows: the dictionary's fields, and every further column of the files. */
export function ColumnChooser({ all, chosen, onChange }: Props) {
  const [search, setSearch] = useState('');
  const wanted = all.filter(({ label, field }) =>
    `${label} ${field}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const groups = [
    { title: 'Fields', columns: wanted.filter((column) => !column.extra) },
    { title: 'From your files', columns: wanted.filter((column) => column.extra) },
  ];

  function toggle(field: string) {
    if (chosen.includes(field)) return onChange(chosen.filter((other) => other !== field));
    onChange([...chosen, field]);
  }

  return (
    <Popover position="bottom-end" width={280} shadow="md" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} stroke={1.6} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes.head}>
          <TextInput
            size="xs"
            placeholder="Find a column"
            aria-label="Find a column"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            data-autofocus
          />
        </div>
        <ScrollArea.Autosize mah={360} type="auto">
          {groups.map(({ title, columns }) =>
            columns.length === 0 ? null : (
              <fieldset key={title} className={classes.group}>
                <legend>{title}</legend>
                {columns.map((column) => (
                  <Checkbox
                    key={column.field}
                    size="xs"
                    label={column.label}
                    checked={chosen.includes(column.field)}
                    disabled={chosen.length === 1 && chosen[0] === column.field}
                    onChange={() => toggle(column.field)}
                  />
                ))}
              </fieldset>
            ),
          )}
          {wanted.length === 0 && <p className={classes.none}>No column has that name.</p>}
        </ScrollArea.Autosize>
        <div className={classes.foot}>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(null)}>
            Show the usual columns
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
