import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Rule } from '#shared/model/rule-pack';
import { emptyKey } from '../../charts/dot-interval';
import { useMetric } from '../../state/use-metric';
import classes from './rules.module.css';

type Limits = NonNullable<Rule['by']>['limits'];
type Props = { field: string; limits: Limits; usual: number; onChange: (limits: Limits) => void };

/** Other limits for deals with some values of a field; all others keep the usual one. */
export function LimitsByValue({ field, limits, usual, onChange }: Props) {
  const values = useMetric('workspace.values', { field });
  const left = (values.data?.values ?? [])
    .map(({ value }) => (value === '' ? null : value))
    .filter((value) => !limits.some((one) => one.value === value));
  return (
    <div className={classes.by}>
      {limits.map(({ value, limit }, at) => (
        <span key={value ?? '\u0000'} className={classes.value}>
          <span className={classes.word}>{value ?? emptyKey}</span>
          <NumberInput
            size="xs"
            w={76}
            aria-label={`Limit for ${value ?? emptyKey}`}
            min={1}
            max={3650}
            allowDecimal={false}
            value={limit}
            onChange={(next) => {
              if (!Number.isInteger(next) || Number(next) < 1 || Number(next) > 3650) return;
              onChange(limits.map((one, i) => (i === at ? { value, limit: Number(next) } : one)));
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Remove the limit for ${value ?? emptyKey}`}
            onClick={() => onChange(limits.filter((_, i) => i !== at))}
          >
            <IconX size={14} stroke={1.8} />
          </ActionIcon>
        </span>
      ))}
      <Select
        size="xs"
        w={170}
        aria-label="Add a limit for a value"
        placeholder="Add a value"
        data={left.map((value) => ({ value: value ?? '', label: value ?? emptyKey }))}
        value={null}
        disabled={limits.length >= 50}
        searchable
        onChange={(value) => {
          if (value !== null) onChange([...limits, { value: value === '' ? null : value, limit: usual }]);
        }}
      />
    </div>
  );
}
