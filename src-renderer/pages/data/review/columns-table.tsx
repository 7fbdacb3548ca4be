import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { fieldsOfKind } from '#shared/model/fields';
import type { Mapping } from '#shared/model/mapping';
import type { ColumnReport, FileReport } from '#shared/results/workspace';
import type { GridColumn } from '../../../components/grid/grid-column';
import { VirtualGrid } from '../../../components/grid/virtual-grid';
import { useFormat } from '../../../state/use-format';
import { assignField } from '../merge-mapping';
import { typeLabels } from '../words';
import classes from './columns-table.module.css';
import { Confidence } from './confidence';

type Props = { file: FileReport; onCorrect: (change: Mapping) => void };

const rowHeight = 40;
const mostRows = 12;
/** Stands for no field in the choice; no field of the dictionary is called so. */
const keep = '(extra)';

/** How each column of a file is understood, with a choice of field to correct it. */
export function ColumnsTable({ file, onCorrect }: Props) {
  const columns = useColumns(file, onCorrect);
  const shown = Math.min(file.columns.length, mostRows);
  return (
    <VirtualGrid
      flat
      label={`Columns of ${file.file}`}
      columns={columns}
      count={file.columns.length}
      rowAt={(index) => file.columns[index]}
      rowHeight={rowHeight}
      overscan={2}
      height={shown * rowHeight + 36}
      resetKey={file.file}
    />
  );
}

function useColumns(file: FileReport, onCorrect: (change: Mapping) => void): GridColumn<ColumnReport>[] {
  const format = useFormat();
  return useMemo(() => {
    const choices = fieldChoices(file);
    const anyBad = file.columns.some((column) => column.bad > 0);
    const columns: GridColumn<ColumnReport>[] = [
      {
        id: 'column',
        label: 'Column in the file',
        width: 190,
        minWidth: 140,
        cell: (row) => <span className={classes.column}>{row.column}</span>,
        title: (row) => row.column,
      },
      {
        id: 'samples',
        label: 'Values',
        width: 230,
        minWidth: 150,
        cell: (row) => <span className={classes.samples}>{row.samples.slice(0, 4).join('  ·  ')}</span>,
        title: (row) => row.samples.join('\n'),
      },
      {
        id: 'field',
        label: 'Read as',
        width: 200,
        minWidth: 165,
        cell: (row) =>
          row.stage === undefined ? (
            <FieldSelect row={row} choices={choices} onCorrect={onCorrect} />
          ) : (
            <span className={classes.samples}>Entered “{row.stage}”</span>
          ),
      },
      { id: 'type', label: 'Type', width: 118, minWidth: 106, cell: (row) => typeLabels[row.type] },
      {
        id: 'filled',
        label: 'Filled',
        width: 80,
        minWidth: 72,
        align: 'right',
        cell: (row) => format.percent(file.rowsRead === 0 ? 0 : row.filled / file.rowsRead),
        title: (row) => `${format.count(row.filled)} of ${format.count(file.rowsRead)} rows`,
      },
      {
        id: 'bad',
        label: 'Unreadable',
        width: 104,
        minWidth: 96,
        align: 'right',
        cell: (row) => (
          <span className={row.bad > 0 ? classes.bad : classes.none}>{format.count(row.bad)}</span>
        ),
        title: (row) => (row.bad > 0 ? 'Values that the type does not read; they become empty' : null),
      },
      {
        id: 'confidence',
        label: 'Confidence',
        width: 112,
        minWidth: 108,
        cell: (row) => <Confidence share={row.confidence} />,
      },
      {
        id: 'reason',
        label: 'Why',
        width: 260,
        minWidth: 140,
        cell: (row) => <span className={classes.samples}>{row.reason}</span>,
        title: (row) => row.reason,
      },
    ];
    return columns.filter((column) => anyBad || column.id !== 'bad');
  }, [file, onCorrect, format]);
}

type Choice = { value: string; label: string };

function fieldChoices(file: FileReport): Choice[] {
  const taken = new Map(file.columns.flatMap((c) => (c.field === null ? [] : [[c.field, c.column]])));
  return [
    { value: keep, label: 'Keep as an extra field' },
    ...fieldsOfKind[file.kind].map(({ field, label }) => {
      const by = taken.get(field);
      return { value: field, label: by === undefined ? label : `${label} (${by})` };
    }),
  ];
}

type SelectProps = { row: ColumnReport; choices: Choice[]; onCorrect: (change: Mapping) => void };

function FieldSelect({ row, choices, onCorrect }: SelectProps) {
  const data = choices.map((choice) =>
    choice.value === row.field ? { ...choice, label: choice.label.replace(` (${row.column})`, '') } : choice,
  );
  return (
    <Select
      size="xs"
      w="100%"
      aria-label={`Field for ${row.column}`}
      data={data}
      value={row.field ?? keep}
      allowDeselect={false}
      searchable
      maxDropdownHeight={320}
      comboboxProps={{ width: 260, position: 'bottom-start' }}
      nothingFoundMessage="No such field"
      classNames={{ input: row.field === null ? classes.extra : '' }}
      onChange={(value) => onCorrect(assignField(row.column, row.field, value === keep ? null : value))}
    />
  );
}
