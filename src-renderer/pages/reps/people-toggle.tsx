import { Button } from '@mantine/core';
import { useFormat } from '../../state/use-format';
import type { RepView, useRepControls } from './use-rep-controls';

type PeopleToggleProps = { view: RepView; controls: ReturnType<typeof useRepControls> };

/** Charts show reps with open deals; the others on demand. */
export function PeopleToggle({ view, controls }: PeopleToggleProps) {
  const format = useFormat();
  const { all, setAll } = controls;
  if (view.left <= 0 && !all) return null;
  return (
    <div style={{ marginInlineStart: -8 }}>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAll(!all)}>
        {all
          ? 'Show reps with open deals only'
          : view.left === 1
            ? 'Show one more rep'
            : `Show ${format.count(view.left)} more reps, those who left among them`}
      </Button>
    </div>
  );
}
