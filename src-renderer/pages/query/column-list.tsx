import { UnstyledButton } from '@mantine/core';
import type { SchemaColumn } from '#shared/results/console';
import classes from './query.module.css';
import { quotedName } from './quoted-name';

type Props = { columns: readonly SchemaColumn[]; onInsert: (name: string) => void };

/** Columns with their types; a name goes where the cursor is. */
export function ColumnList({ columns, onInsert }: Props) {
  return (
    <ul className={classes.columns}>
      {columns.map(({ name, type }) => (
        <li key={name}>
          <UnstyledButton
            className={classes.column}
            title={`Put ${name} where the cursor is`}
            onClick={() => onInsert(quotedName(name))}
          >
            {name}
          </UnstyledButton>
          <span className={classes.type}>{type}</span>
        </li>
      ))}
    </ul>
  );
}
