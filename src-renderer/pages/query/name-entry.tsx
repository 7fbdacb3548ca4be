import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './query.module.css';

type Props = { name: string; about: string; children: ReactNode };

/** A name that opens what is known about it; what is inside is drawn once it is opened. */
export function NameEntry({ name, about, children }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={classes.name} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={13} stroke={1.8} aria-hidden="true" />
        <span className={classes.code}>{name}</span>
        <span className={classes.about}>{about}</span>
      </summary>
      {opened ? <div className={classes.inside}>{children}</div> : null}
    </details>
  );
}
