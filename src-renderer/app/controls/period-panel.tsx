import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { periodPresets } from '../../state/scope';
import { useScope } from '../../state/use-scope';
import { calendarLabels } from './calendar-labels';
import classes from './controls.module.css';

/** Presets that follow the as-of day, and a range of one's own. */
export function PeriodPanel({ onDone }: { onDone: () => void }) {
  const { controls, scope, asOf, change } = useScope();
  const [range, setRange] = useState<[string | null, string | null]>([scope.from ?? null, scope.to ?? null]);
  return (
    <div className={classes.panel}>
      <div className={classes.periods}>
        <div>
          {periodPresets.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              className={classes.option}
              data-active={controls.period === value}
              aria-pressed={controls.period === value}
              onClick={() => {
                change({ period: value, from: undefined, to: undefined });
                onDone();
              }}
            >
              <span>{label}</span>
            </button>
          ))}
        </div>
        <DatePicker
          type="range"
          size="xs"
          weekendDays={[]}
          ariaLabels={calendarLabels}
          hideOutsideDates
          allowSingleDateInRange
          value={range}
          defaultDate={range[0] ?? asOf ?? ''}
          {...(asOf ? { maxDate: asOf } : {})}
          onChange={(next) => {
            setRange(next);
            const [from, to] = next;
            if (!from || !to) return;
            change({ period: 'custom', from, to });
            onDone();
          }}
        />
      </div>
      <p className={classes.note}>
        Funnel and velocity: deals created in the period. Win rate: deals closed in it.
      </p>
    </div>
  );
}
