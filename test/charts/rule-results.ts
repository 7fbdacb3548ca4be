import type { StackRow } from '../../src-renderer/charts/stacked-bars';
import type { SweepRow } from '../../src-shared/results/rules';

/** Parts of two rules and of one that takes nothing; a name that would be markup. */
export const stacks: StackRow<number>[] = [
  {
    name: 'The whole pack',
    note: '90 taken, 45%',
    parts: [50, 30, 10].map((value) => ({ value, select: value })),
  },
  {
    name: '<b>10</b> days & more',
    note: '40 taken, 20%',
    parts: [40, 0, 0].map((value) => ({ value, select: value })),
  },
  {
    name: '100 customers of one rep',
    note: '0 taken, 0%',
    parts: [0, 0, 0].map((value) => ({ value, select: value })),
  },
];

/** Dead deals are mostly those that were left alone for long. */
export const sweep: SweepRow[] = Array.from({ length: 30 }, (_, i) => {
  const limit = 1 + i * 3;
  const won = Math.round(120 * Math.exp(-limit / 12));
  const lost = Math.round(200 * Math.exp(-limit / 60));
  return { rule: 0, limit, taken: won + lost, won, wonValue: won * 1000, lost, open: 0 };
});
