import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SqlSchema } from '#shared/results/console';
import { ExampleList } from './example-list';
import { MacroEntry } from './macro-entry';
import classes from './query.module.css';
import { TableEntry } from './table-entry';

type Props = {
  schema: SqlSchema;
  saved: React.ReactNode;
  /** Puts a statement into the editor in place of what is there. */
  onUse: (sql: string) => void;
  /** Puts a name where the cursor is. */
  onInsert: (name: string) => void;
};

const tabs = [
  { value: 'metrics', label: 'Metrics' },
  { value: 'tables', label: 'Tables' },
  { value: 'saved', label: 'Saved' },
] as const;

/** Beside the editor: what can be queried, what the metrics mean, and what was saved. */
export function SchemaPanel({ schema, saved, onUse, onInsert }: Props) {
  const [tab, setTab] = useState<string>('metrics');
  const [search, setSearch] = useState('');
  const has = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
  const macros = schema.macros.filter(({ name, text, columns }) =>
    has(`${name} ${text} ${columns.map((column) => column.name).join(' ')}`),
  );
  const tables = schema.tables.filter(({ schema: of, name, columns }) =>
    has(`${of}.${name} ${columns.map((column) => column.name).join(' ')}`),
  );
  return (
    <aside className={classes.panel} aria-label="What can be queried">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Show"
        data={[...tabs]}
        value={tab}
        onChange={setTab}
      />
      {tab === 'saved' ? null : (
        <TextInput
          size="xs"
          type="search"
          aria-label="Search names"
          placeholder={tab === 'metrics' ? 'Search metrics' : 'Search tables and columns'}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={classes.names} tabIndex={0} aria-label="Names">
        {tab === 'metrics'
          ? macros.map((macro) => (
              <MacroEntry key={macro.name} macro={macro} onUse={onUse} onInsert={onInsert} />
            ))
          : null}
        {tab === 'tables'
          ? tables.map((table) => (
              <TableEntry
                key={`${table.schema}.${table.name}`}
                table={table}
                onUse={onUse}
                onInsert={onInsert}
              />
            ))
          : null}
        {(tab === 'metrics' && macros.length === 0) || (tab === 'tables' && tables.length === 0) ? (
          <p className={classes.none}>Nothing is called “{search.trim()}”.</p>
        ) : null}
        {tab === 'saved' ? (
          <>
            {saved}
            <h3 className={classes.heading}>Examples</h3>
            <ExampleList examples={schema.examples} onUse={onUse} />
          </>
        ) : null}
      </section>
    </aside>
  );
}
