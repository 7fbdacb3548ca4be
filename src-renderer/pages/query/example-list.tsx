import { UnstyledButton } from '@mantine/core';
import type { SqlExample } from '#shared/results/console';
import classes from './query.module.css';

type Props = { examples: readonly SqlExample[]; onUse: (sql: string) => void };

/** Statements to start from. */
export function ExampleList({ examples, onUse }: Props) {
  return (
    <ul className={classes.examples}>
      {examples.map(({ title, sql }) => (
        <li key={title}>
          <UnstyledButton className={classes.example} title={sql} onClick={() => onUse(sql)}>
            {title}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
