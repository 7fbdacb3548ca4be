import { SegmentedControl, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { SchemaMacro, SchemaTable, SqlSchema } from '#shared/results/console';
import { definitions } from '#shared/results/definitions';
import { useFormat } from '../../state/use-format';
import classes from './query.module.css';

type Props = { schema: SqlSchema; saved: React.ReactNode; onUse: (sql: string) => void };

/** Beside the editor: what can be queried, what the macros mean, and what was saved. */
export function SchemaPanel({ schema, saved, onUse }: Props) {
  const [tab, setTab] = useState('metrics');
  const [search, setSearch] = useState('');
  const has = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
  return (
    <aside className={classes.panel} aria-label="What can be queried">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Show"
        data={[
          { value: 'metrics', label: 'Metrics' },
          { value: 'tables', label: 'Tables' },
          { value: 'saved', label: 'Saved' },
        ]}
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
          ? schema.macros
              .filter(({ name, text }) => text !== null && has(`${name} ${text}`))
              .map((macro) => <Macro key={macro.name} macro={macro} onUse={onUse} />)
          : null}
        {tab === 'tables'
          ? schema.tables
              .filter(({ schema: of, name, columns }) =>
                has(`${of}.${name} ${columns.map((c) => c.name).join(' ')}`),
              )
              .map((table) => <Table key={`${table.schema}.${table.name}`} table={table} onUse={onUse} />)
          : null}
        {tab === 'saved' ? saved : null}
      </section>
    </aside>
  );
}

function Macro({ macro, onUse }: { macro: SchemaMacro; onUse: (sql: string) => void }) {
  const definition = macro.definition ? definitions[macro.definition] : null;
  return (
    <details className={classes.name}>
      <summary>
        <IconChevronRight size={13} stroke={1.8} aria-hidden="true" />
        <span className={classes.code}>{macro.name}</span>
        <span className={classes.about}>{macro.text}</span>
      </summary>
      <div className={classes.inside}>
        {definition ? (
          <p>
            <strong>{definition.title}.</strong> {definition.text}
          </p>
        ) : null}
        <p className={classes.code}>({macro.parameters.join(', ')})</p>
        {macro.example === null ? null : (
          <UnstyledButton className={classes.use} onClick={() => onUse(macro.example ?? '')}>
            Use in the editor
          </UnstyledButton>
        )}
      </div>
    </details>
  );
}

function Table({ table, onUse }: { table: SchemaTable; onUse: (sql: string) => void }) {
  const format = useFormat();
  const name = `${table.schema}.${table.name}`;
  return (
    <details className={classes.name}>
      <summary>
        <IconChevronRight size={13} stroke={1.8} aria-hidden="true" />
        <span className={classes.code}>{name}</span>
        <span className={classes.about}>
          {[table.text, table.rows === null ? 'view' : `${format.count(table.rows)} rows`]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </summary>
      <div className={classes.inside}>
        <ul className={classes.columns}>
          {table.columns.map((column) => (
            <li key={column.name}>
              <span className={classes.code}>{column.name}</span>
              <span className={classes.type}>{column.type.toLowerCase()}</span>
            </li>
          ))}
        </ul>
        <UnstyledButton className={classes.use} onClick={() => onUse(`FROM ${quoted(table)} LIMIT 100`)}>
          Use in the editor
        </UnstyledButton>
      </div>
    </details>
  );
}

function quoted({ schema, name }: SchemaTable): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? `${schema}.${name}` : `${schema}."${name.replaceAll('"', '""')}"`;
}
