import { MultiSelect, SegmentedControl, Select } from '@mantine/core';
import type { SqlResult } from '#shared/results/metrics';
import { columnKinds, mostSeries, type QuickChoice, type QuickKind } from '../../charts/quick-columns';

type Props = { result: SqlResult; choice: QuickChoice; onChange: (choice: QuickChoice) => void };

const kinds: readonly { value: QuickKind; label: string }[] = [
  { value: 'bar', label: 'Bars' },
  { value: 'line', label: 'Line' },
  { value: 'scatter', label: 'Points' },
];

/** The form of a quick chart and the columns that it shows. */
export function ChartControls({ result, choice, onChange }: Props) {
  const types = columnKinds(result);
  const columns = result.columns.map(({ name }, at) => ({ value: String(at), label: name }));
  const numbers = columns.filter((_, at) => types[at] === 'number');
  const across = choice.kind === 'scatter' ? columns.filter((_, at) => types[at] !== 'text') : columns;
  const changeKind = (kind: QuickKind) => {
    const x = kind === 'scatter' && types[choice.x] === 'text' ? Number(numbers[0]?.value ?? 0) : choice.x;
    const others = numbers.map(({ value }) => Number(value)).filter((at) => at !== x);
    const kept = choice.y.filter((at) => at !== x);
    const y = kept.length > 0 ? kept : others.slice(0, 1);
    onChange({ kind, x, y: y.length > 0 ? (kind === 'scatter' ? y.slice(0, 1) : y) : choice.y });
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Kind of chart"
        data={[...kinds]}
        value={choice.kind}
        onChange={(next) => changeKind(kinds.find(({ value }) => value === next)?.value ?? 'bar')}
      />
      <Select
        size="xs"
        w={170}
        aria-label="Column across"
        data={across}
        value={String(choice.x)}
        allowDeselect={false}
        onChange={(next) => onChange({ ...choice, x: Number(next ?? choice.x) })}
        comboboxProps={{ shadow: 'md' }}
      />
      {choice.kind === 'scatter' ? (
        <Select
          size="xs"
          w={170}
          aria-label="Column upwards"
          data={numbers}
          value={String(choice.y[0] ?? '')}
          allowDeselect={false}
          onChange={(next) => onChange({ ...choice, y: [Number(next ?? choice.y[0])] })}
          comboboxProps={{ shadow: 'md' }}
        />
      ) : (
        <MultiSelect
          size="xs"
          miw={170}
          aria-label="Columns shown"
          data={numbers}
          value={choice.y.map(String)}
          maxValues={mostSeries}
          onChange={(next) => onChange({ ...choice, y: next.length > 0 ? next.map(Number) : choice.y })}
          comboboxProps={{ shadow: 'md' }}
        />
      )}
    </>
  );
}
