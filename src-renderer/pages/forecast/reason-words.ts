import type { MovementReason } from '#shared/results/outlook';

/** Why a forecast moved: as a heading, and as the end of “most of it …”. */
export const reasonWords: Readonly<Record<MovementReason, { title: string; because: string }>> = {
  won: { title: 'Won', because: 'from deals that were won' },
  lost: { title: 'Lost', because: 'from deals that were lost' },
  created: { title: 'Created', because: 'from deals that came in' },
  pushed: { title: 'Pushed out of the period', because: 'from deals that were pushed out of the period' },
  pulled: { title: 'Pulled into the period', because: 'from deals that were pulled into the period' },
  advanced: { title: 'Moved to a later stage', because: 'from deals that advanced' },
  back: { title: 'Moved back a stage', because: 'from deals that moved back' },
  amount: { title: 'Amount changed', because: 'from amounts that changed' },
  aged: { title: 'Unchanged, but older', because: 'from open deals that did not move' },
  other: { title: 'Left the scope', because: 'from deals that left the scope' },
  new: { title: 'Still to be created', because: 'from business still to be created' },
};
