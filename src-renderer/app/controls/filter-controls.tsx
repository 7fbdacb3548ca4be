import { Popover, TextInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Condition } from '#shared/model/scope';
import { fieldLabel, useFields } from '../../state/use-fields';
import { useScope } from '../../state/use-scope';
import classes from './controls.module.css';
import { FilterValues } from './filter-values';

/** The conditions as removable chips, and a way to add one. */
export function FilterControls() {
  const { controls, change } = useScope();
  const setCondition = (field: string, values: (string | null)[]) => {
    const rest = controls.where.filter((condition) => condition.field !== field);
    const at = controls.where.findIndex((condition) => condition.field === field);
    const next = values.length === 0 ? rest : rest.toSpliced(at < 0 ? rest.length : at, 0, { field, values });
    change({ where: next });
  };
  return (
    <>
      {controls.where.map((condition) => (
        <FilterChip key={condition.field} condition={condition} onChange={setCondition} />
      ))}
      <AddFilter onChange={setCondition} />
    </>
  );
}

type OnChange = (field: string, values: (string | null)[]) => void;

function FilterChip({ condition, onChange }: { condition: Condition; onChange: OnChange }) {
  const fields = useFields();
  const label = fieldLabel(fields, condition.field);
  const [first, ...rest] = condition.values;
  const values = `${first ?? '(empty)'}${rest.length > 0 ? ` +${rest.length}` : ''}`;
  return (
    <div className={classes.chip}>
      <Popover position="bottom-start" shadow="md" trapFocus width={280}>
        <Popover.Target>
          <button type="button" title={`${label}: ${condition.values.map((v) => v ?? '(empty)').join(', ')}`}>
            <span className={classes.what}>{label}</span>
            <span className={classes.chipText}>{values}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterValues
            field={condition.field}
            label={label}
            chosen={condition.values}
            onChange={(next) => onChange(condition.field, next)}
          />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        aria-label={`Remove the filter on ${label}`}
        onClick={() => onChange(condition.field, [])}
      >
        <IconX size={13} stroke={1.8} />
      </button>
    </div>
  );
}

/** First the field, then its values. */
function AddFilter({ onChange }: { onChange: OnChange }) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const { controls } = useScope();
  const fields = useFields();
  if (fields.length === 0) return null;
  const found = fields.filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()));
  const toggle = (next: boolean) => {
    setOpen(next);
    setField(null);
    setSearch('');
  };
  return (
    <Popover opened={open} onChange={toggle} position="bottom-start" shadow="md" trapFocus width={280}>
      <Popover.Target>
        <button type="button" className={classes.button} data-quiet="true" onClick={() => toggle(!open)}>
          <IconFilter size={15} stroke={1.6} aria-hidden="true" />
          Filter
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {field === null ? (
          <div className={classes.panel}>
            <TextInput
              size="xs"
              data-autofocus
              aria-label="Find a field"
              placeholder="Find a field"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <div className={classes.list}>
              {found.map((choice) => (
                <button
                  key={choice.field}
                  type="button"
                  className={classes.option}
                  onClick={() => setField(choice.field)}
                >
                  <span>{choice.label}</span>
                </button>
              ))}
            </div>
            {found.length === 0 ? <p className={classes.note}>No field of this name.</p> : null}
          </div>
        ) : (
          <FilterValues
            field={field}
            label={fieldLabel(fields, field)}
            chosen={controls.where.find((condition) => condition.field === field)?.values ?? []}
            onChange={(values) => onChange(field, values)}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
