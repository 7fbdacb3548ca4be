import { UnstyledButton } from '@mantine/core';
import type { SchemaTable } from '#shared/results/console';
import { useFormat } from '../../state/use-format';
import { ColumnList } from './column-list';
import { NameEntry } from './name-entry';
import classes from './query.module.css';
import { quotedName } from './quoted-name';

type Props = { table: SchemaTable; onUse: (sql: string) => void; onInsert: (name: string) => void };

/** A table or view with its columns. */
export function TableEntry({ table, onUse, onInsert }: Props) {
  const format = useFormat();
  const about = [table.text, table.rows === null ? 'view' : `${format.count(table.rows)} rows`]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <NameEntry name={`${table.schema}.${table.name}`} about={about}>
      <UnstyledButton
        className={classes.use}
        onClick={() => onUse(`FROM ${table.schema}.${quotedName(table.name)}\nLIMIT 100`)}
      >
        Use in the editor
      </UnstyledButton>
      <ColumnList columns={table.columns} onInsert={onInsert} />
    </NameEntry>
  );
}
