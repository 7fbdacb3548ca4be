import { Popover } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { addDays } from '#shared/time/day';
import { useFormat } from '../../state/use-format';
import { useScope } from '../../state/use-scope';
import { useWorkspace } from '../../state/use-workspace';
import classes from './controls.module.css';

const DayPanel = lazy(() => import('./day-panel').then((m) => ({ default: m.DayPanel })));

/** Steps the as-of day by weeks, never past the newest day of the data; that day itself needs no entry. */
export function useAsOfStep(): (weeks: number) => void {
  const { asOf, change } = useScope();
  const { data: workspace } = useWorkspace();
  const newest = workspace?.asOf ?? null;
  return (weeks) => {
    if (!asOf || !newest) return;
    const next = addDays(asOf, weeks * 7);
    change({ asOf: next >= newest ? undefined : next });
  };
}

/** The day from which everything is seen; nothing known later leaks in. */
export function AsOfControl() {
  const { asOf, change, controls } = useScope();
  const { data: workspace } = useWorkspace();
  const format = useFormat();
  const step = useAsOfStep();
  const [open, setOpen] = useState(false);
  if (!asOf || !workspace?.asOf) return null;
  return (
    <div className={classes.group}>
      <button
        type="button"
        onClick={() => step(-1)}
        aria-label="One week earlier"
        title="One week earlier  ["
      >
        <IconChevronLeft size={15} stroke={1.7} />
      </button>
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus>
        <Popover.Target>
          <button
            type="button"
            onClick={() => setOpen(!open)}
            aria-label={`As of ${format.day(asOf)}. Choose a day`}
          >
            <span className={classes.what}>As of</span> {format.day(asOf)}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={null}>
            <DayPanel
              value={asOf}
              newest={workspace.asOf}
              onChange={(day) => {
                change({ asOf: day });
                setOpen(false);
              }}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        onClick={() => step(1)}
        disabled={controls.asOf === undefined}
        aria-label="One week later"
        title="One week later  ]"
      >
        <IconChevronRight size={15} stroke={1.7} />
      </button>
    </div>
  );
}
