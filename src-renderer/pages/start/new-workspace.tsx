import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/card';
import classes from './start-page.module.css';
import type { Opening } from './use-open-workspace';

/** An empty workspace under a name of one's own. */
export function NewWorkspace({ opening }: { opening: Opening }) {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <Card title="New workspace">
      <p className={classes.text}>One file that any DuckDB client can open.</p>
      <form
        className={classes.actions}
        onSubmit={(event) => {
          event.preventDefault();
          void opening.open('Creating the workspace', (engine, options) =>
            engine.call('workspace.create', trimmed === '' ? {} : { name: trimmed }, options),
          );
        }}
      >
        <TextInput
          size="xs"
          className={classes.grow ?? ''}
          label="Name"
          placeholder="Sales 2026"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" disabled={opening.task !== null}>
          Create workspace
        </Button>
      </form>
    </Card>
  );
}
