import { Select } from '@mantine/core';
import { useFields } from '../state/use-fields';

type BreakdownSelectProps = {
  value: string | null;
  onChange: (field: string | null) => void;
  label?: string;
};

/** Chooses the field that a chart is broken down by. */
export function BreakdownSelect({ value, onChange, label = 'Break down by' }: BreakdownSelectProps) {
  const fields = useFields();
  return (
    <Select
      size="xs"
      w={168}
      aria-label={label}
      data={fields.map(({ field, label: text }) => ({ value: field, label: text }))}
      value={value}
      onChange={onChange}
      allowDeselect={false}
      searchable={fields.length > 8}
      comboboxProps={{ shadow: 'md' }}
    />
  );
}
