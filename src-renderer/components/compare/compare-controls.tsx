import { Select, TextInput } from '@mantine/core';
import { useMetric } from '../../state/use-metric';
import { BreakdownSelect } from '../breakdown-select';
import type { CompareChoice } from './use-compare-choice';

const kinds = [
  { value: 'none', label: 'No comparison' },
  { value: 'date', label: 'Before and since a day' },
  { value: 'previous', label: 'The period before' },
  { value: 'groups', label: 'Two groups' },
];
const mostValues = 200;

type CompareControlsProps = { choice: CompareChoice; onChange: (choice: CompareChoice) => void };

/** Chooses what is compared with what. */
export function CompareControls({ choice, onChange }: CompareControlsProps) {
  return (
    <>
      <Select
        size="xs"
        w={184}
        aria-label="Compare with"
        data={kinds}
        value={choice.kind}
        onChange={(kind) => onChange(startOf(kind))}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
      {choice.kind === 'date' ? (
        <TextInput
          size="xs"
          w={140}
          type="date"
          aria-label="Day of the change"
          value={choice.day ?? ''}
          onChange={(event) => onChange({ kind: 'date', day: event.currentTarget.value || null })}
        />
      ) : null}
      {choice.kind === 'groups' ? <GroupChoice choice={choice} onChange={onChange} /> : null}
    </>
  );
}

function startOf(kind: string | null): CompareChoice {
  if (kind === 'date') return { kind, day: null };
  if (kind === 'groups') return { kind, by: null, base: null, compared: null };
  return { kind: kind === 'previous' ? 'previous' : 'none' };
}

type GroupChoiceProps = {
  choice: Extract<CompareChoice, { kind: 'groups' }>;
  onChange: (choice: CompareChoice) => void;
};

function GroupChoice({ choice, onChange }: GroupChoiceProps) {
  const values = useMetric(
    'workspace.values',
    { field: choice.by ?? '', search: '', limit: mostValues },
    { enabled: choice.by !== null },
  );
  const known = choice.by === null ? [] : (values.data?.values ?? []);
  const names = known.flatMap(({ value }) => (value ? [value] : []));
  const select = (
    label: string,
    value: string | null,
    others: string,
    set: (next: string | null) => void,
  ) => (
    <Select
      size="xs"
      w={150}
      aria-label={label}
      placeholder={others}
      data={names}
      value={value}
      onChange={set}
      clearable
      searchable={names.length > 8}
      comboboxProps={{ shadow: 'md' }}
    />
  );
  return (
    <>
      <BreakdownSelect
        value={choice.by}
        onChange={(by) => onChange({ ...choice, by, base: null, compared: null })}
        label="Field of the groups"
      />
      {choice.by === null
        ? null
        : select('Compared group', choice.compared, 'Second largest', (compared) =>
            onChange({ ...choice, compared }),
          )}
      {choice.by === null || choice.compared === null
        ? null
        : select('Group to compare with', choice.base, 'All others', (base) => onChange({ ...choice, base }))}
    </>
  );
}
