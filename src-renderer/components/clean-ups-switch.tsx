import { Anchor } from '@mantine/core';
import type { Warning } from '#shared/results/envelope';
import { useScope } from '../state/use-scope';

const choices = {
  'clean-ups-dated': { cleanUps: 'booked', label: 'Count as booked' },
  'clean-ups-booked': { cleanUps: 'dated', label: 'Count from the last sign of life' },
} as const;

/** Switches when losses of days of clean-up count, beside the note that says so; nothing beside other notes. */
export function CleanUpsSwitch({ warning }: { warning: Warning }) {
  const { change } = useScope();
  if (warning.code !== 'clean-ups-dated' && warning.code !== 'clean-ups-booked') return null;
  const { cleanUps, label } = choices[warning.code];
  return (
    <>
      {' '}
      <Anchor component="button" type="button" size="xs" inherit onClick={() => change({ cleanUps })}>
        {label}
      </Anchor>
    </>
  );
}
