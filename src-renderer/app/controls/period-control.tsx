import { Popover } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Formatters } from '../../charts/formatters';
import { periodPresets, type ScopeControls } from '../../state/scope';
import { useFormat } from '../../state/use-format';
import { useScope } from '../../state/use-scope';
import classes from './controls.module.css';

const PeriodPanel = lazy(() => import('./period-panel').then((m) => ({ default: m.PeriodPanel })));

/** The period: deals created in it for funnel and velocity, deals closed in it for the win rate. */
export function PeriodControl() {
  const { controls } = useScope();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const text = periodText(controls, format);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          onClick={() => setOpen(!open)}
          aria-label={`Period: ${text}. Choose a period`}
        >
          <IconCalendar size={15} stroke={1.6} aria-hidden="true" />
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={null}>
          <PeriodPanel onDone={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function periodText(controls: ScopeControls, format: Formatters): string {
  if (controls.period === 'custom') return format.range(controls.from, controls.to);
  return periodPresets.find(({ value }) => value === controls.period)?.label ?? 'All time';
}
