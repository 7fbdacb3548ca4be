import { Button, Select } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { SaveButton } from '../../components/saved/save-button';
import { commandKey } from '../../state/command-key';
import { useFormat } from '../../state/use-format';
import classes from './query.module.css';
import { rowLimits, type useStatement } from './use-statement';

type Props = {
  statement: ReturnType<typeof useStatement>;
  /** Of the saved query that was opened last, or nothing. */
  name: string;
};

/** Below the editor: run, cancel, how many rows at most, and save. */
export function StatementTools({ statement, name }: Props) {
  const format = useFormat();
  const { text, limit, setLimit, run, go, cancel } = statement;
  const isRunning = run.state === 'running';
  const isEmpty = text.trim() === '';
  return (
    <div className={classes.tools}>
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={14} stroke={1.8} />}
        disabled={isRunning || isEmpty}
        onClick={() => go(text)}
      >
        Run
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerStop size={14} stroke={1.8} />}
        disabled={!isRunning}
        onClick={cancel}
      >
        Cancel
      </Button>
      <Select
        size="xs"
        w={178}
        aria-label="Rows at most"
        data={rowLimits.map((value) => ({
          value: String(value),
          label: `${format.count(value)} rows at most`,
        }))}
        value={String(limit)}
        allowDeselect={false}
        onChange={(value) => setLimit(Number(value ?? limit))}
        comboboxProps={{ shadow: 'md' }}
      />
      <SaveButton kind="query" label="Save" suggested={name} disabled={isEmpty} content={() => text} />
      <span className={classes.hint}>{commandKey} Enter runs</span>
    </div>
  );
}
