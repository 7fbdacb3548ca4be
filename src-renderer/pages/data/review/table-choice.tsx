import { Radio } from '@mantine/core';
import type { FileReport } from '#shared/results/workspace';
import { useFormat } from '../../../state/use-format';
import { counted } from '../words';
import classes from './table-choice.module.css';

type Props = { file: FileReport; disabled: boolean; onChoose: (table: number) => void };

/** Which of several tables in one file is read. Nothing where there is only one. */
export function TableChoice({ file, disabled, onChoose }: Props) {
  const format = useFormat();
  if (file.tables.length < 2) return null;
  return (
    <Radio.Group
      className={classes.group ?? ''}
      label="This file has several tables; one is read"
      value={`${file.table}`}
      onChange={(value) => onChoose(Number(value))}
    >
      <div className={classes.choices}>
        {file.tables.map(({ table, line, rows, headers }) => (
          <Radio
            key={table}
            size="xs"
            value={`${table}`}
            disabled={disabled}
            label={`From line ${format.count(line)}: ${headers.slice(0, 6).join(', ')}${headers.length > 6 ? ', …' : ''}`}
            description={counted(rows, format.count(rows), 'row')}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
