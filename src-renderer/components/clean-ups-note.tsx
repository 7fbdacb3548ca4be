import { Anchor } from '@mantine/core';
import { z } from 'zod';
import type { Warning } from '#shared/results/envelope';
import { useDrill } from '../state/use-drill';
import { useScope } from '../state/use-scope';

const choices = {
  'clean-ups-dated': { cleanUps: 'booked', label: 'Count as booked' },
  'clean-ups-booked': { cleanUps: 'dated', label: 'Count from the last sign of life' },
} as const;

const detailsSchema = z.object({ which: z.string() });

/** The note on losses of days of clean-up: their number opens the deals, and the other day can be chosen. */
export function CleanUpsNote({ code, message, details }: Warning & { code: keyof typeof choices }) {
  const { change } = useScope();
  const { openDrill } = useDrill();
  const { cleanUps, label } = choices[code];
  const which = detailsSchema.safeParse(details).data?.which ?? '';
  return (
    <>
      {which !== '' && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          inherit
          onClick={() => openDrill({ title: which, behind: { metric: 'clean-ups' } })}
        >
          {which}
        </Anchor>
      )}
      {message.slice(which.length)}{' '}
      <Anchor component="button" type="button" size="xs" inherit onClick={() => change({ cleanUps })}>
        {label}
      </Anchor>
    </>
  );
}

export function isCleanUps(warning: Warning): warning is Warning & { code: keyof typeof choices } {
  return warning.code in choices;
}
