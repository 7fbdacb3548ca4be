import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { ErrorState } from '../../components/error-state';
import { TableSkeleton } from '../../components/skeletons';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import classes from './controls.module.css';

type FilterValuesProps = {
  field: string;
  label: string;
  chosen: readonly (string | null)[];
  onChange: (values: (string | null)[]) => void;
};

const shownValues = 50;

/** The values of one field with how many deals have them; each click applies at once. */
export function FilterValues({ field, label, chosen, onChange }: FilterValuesProps) {
  const format = useFormat();
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const [asked] = useDebouncedValue(search, 150);
  const query = useMetric('workspace.values', { field, search: asked, limit: shownValues });
  const toggle = (value: string | null) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <div className={classes.panel}>
      <TextInput
        size="xs"
        ref={input}
        data-autofocus
        aria-label={`Find a value of ${label}`}
        placeholder={`Find ${label.toLowerCase()}`}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <TableSkeleton rows={5} /> : null}
      {query.data ? (
        <>
          <div className={classes.list}>
            {query.data.values.map(({ value, count }) => (
              <label key={value ?? '\u0000'} className={classes.option}>
                <input
                  type="checkbox"
                  className={classes.check}
                  checked={chosen.includes(value)}
                  onChange={() => toggle(value)}
                />
                <span>{value ?? '(empty)'}</span>
                <span className={classes.count}>{format.count(count)}</span>
              </label>
            ))}
          </div>
          {query.data.values.length === 0 ? <p className={classes.note}>No such value.</p> : null}
          {query.data.total > query.data.values.length ? (
            <p className={classes.note}>
              {format.count(query.data.values.length)} of {format.count(query.data.total)} values; type to
              find others.
            </p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
