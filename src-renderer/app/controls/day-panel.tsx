import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useFormat } from '../../state/use-format';
import { useStatus } from '../../state/use-workspace';
import { calendarLabels } from './calendar-labels';
import classes from './controls.module.css';

type DayPanelProps = { value: string; newest: string; onChange: (day: string | undefined) => void };

/** A calendar within the days that the data covers. */
export function DayPanel({ value, newest, onChange }: DayPanelProps) {
  const format = useFormat();
  const { data: status } = useStatus();
  return (
    <div className={classes.panel}>
      <DatePicker
        size="xs"
        weekendDays={[]}
        ariaLabels={calendarLabels}
        hideOutsideDates
        value={value}
        defaultDate={value}
        maxDate={newest}
        {...(status?.firstDay ? { minDate: status.firstDay.slice(0, 10) } : {})}
        onChange={(day) => {
          if (day) onChange(day === newest ? undefined : day);
        }}
      />
      <Button size="xs" variant="default" disabled={value === newest} onClick={() => onChange(undefined)}>
        Newest day of the data, {format.day(newest)}
      </Button>
    </div>
  );
}
