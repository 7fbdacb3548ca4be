import type { MetricAnswer } from './envelope';

/** Kinds of moves between two days, in the order that they are told. */
export const moverKinds = ['won', 'lost', 'slipped', 'increased', 'decreased', 'new', 'reopened'] as const;
export type MoverKind = (typeof moverKinds)[number];

/** A deal that moved: by how much, and what it was worth and when it was expected to close on both days. */
export type Mover = {
  id: string;
  name: string | null;
  owner: string | null;
  /** Signed where it is a change of the amount, else what the deal is worth. */
  amount: number;
  before: number;
  after: number;
  closeBefore: string | null;
  closeAfter: string | null;
};

/** All moves of one kind, and the largest of them. */
export type MoverRow = { kind: MoverKind; count: number; amount: number; largest: Mover[] };

export type MoversAnswer = MetricAnswer<MoverRow> & {
  from: string;
  to: string;
  /** Deals that were due between the days; some of them slipped. */
  due: number;
};
