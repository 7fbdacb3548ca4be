import { UnstyledButton } from '@mantine/core';
import { Link } from 'wouter';
import type { SchemaMacro } from '#shared/results/console';
import { definitions } from '#shared/results/definitions';
import { methodPath } from '../../state/methods-address';
import { useScopedPath } from '../../state/use-scope';
import { ColumnList } from './column-list';
import { NameEntry } from './name-entry';
import classes from './query.module.css';

type Props = { macro: SchemaMacro; onUse: (sql: string) => void; onInsert: (name: string) => void };

/** A metric: what it means, what it takes, what it gives. */
export function MacroEntry({ macro, onUse, onInsert }: Props) {
  const scoped = useScopedPath();
  const { title, text } = definitions[macro.definition];
  return (
    <NameEntry name={macro.name} about={macro.text}>
      <p>
        <strong>{title}.</strong> {text}{' '}
        <Link href={scoped(methodPath(macro.definition))} className={classes.use}>
          Methods
        </Link>
      </p>
      <UnstyledButton className={classes.use} onClick={() => onUse(macro.example)}>
        Use in the editor
      </UnstyledButton>
      <h3 className={classes.heading}>Takes</h3>
      <dl className={classes.parameters}>
        {macro.parameters.map((parameter) => (
          <div key={parameter.name}>
            <dt className={classes.code}>{parameter.name}</dt>
            <dd>{parameter.text}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.heading}>Gives</h3>
      <ColumnList columns={macro.columns} onInsert={onInsert} />
    </NameEntry>
  );
}
