import type { ChangeBucket } from '#shared/results/changes';

/** What buckets of a waterfall are called. */
export const bucketLabels: Record<ChangeBucket, string> = {
  start: 'Open at start',
  new: 'New',
  reopened: 'Reopened',
  'moved-in': 'Moved in',
  'owner-in': 'From other owners',
  increased: 'Increased',
  decreased: 'Decreased',
  'moved-out': 'Moved out',
  'owner-out': 'To other owners',
  won: 'Won',
  lost: 'Lost',
  deleted: 'Deleted',
  end: 'Open at end',
};

/** Buckets of deals that leave: counted, they take away. */
export const leavings: readonly ChangeBucket[] = ['moved-out', 'owner-out', 'won', 'lost', 'deleted'];
