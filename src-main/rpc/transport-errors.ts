import type { WeirErrorData } from '#shared/contract/errors';

/** What a call rejects with when the process or connection behind it is gone. */
export const engineStopped = {
  code: 'engine-stopped',
  message: 'The engine stopped while it was working.',
  hint: 'It starts again by itself; repeat the step then.',
} satisfies WeirErrorData;

export const cancelled = {
  code: 'cancelled',
  message: 'Cancelled. Nothing was changed.',
} satisfies WeirErrorData;
