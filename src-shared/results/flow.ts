import type { StageLayer, StageTemplate } from '../model/template';

/** Which way a move goes; `skip` is forward past at least one stage, `open` no move: still in the stage. */
export type FlowDirection = 'forward' | 'back' | 'won' | 'lost' | 'skip' | 'open';

/** All moves from one stage to another. */
export type FlowRow = {
  key?: string | null;
  from: string;
  /** Null where deals are still in the stage at the end of the period. */
  to: string | null;
  direction: FlowDirection;
  /** Moves; a deal that makes the same one again counts again. */
  count: number;
  /** Deals (lives) that made them. */
  deals: number;
  /** Amount of the deals, once for each move. */
  value: number;
  /** Median days in `from` before the move, or so far; null where no beginning is known. */
  medianDays: number | null;
};

/** Lives that took the very same path: the stages of their visits in order, up to the last open one. */
export type VariantRow = {
  path: string[];
  deals: number;
  value: number;
  won: number;
  lost: number;
  open: number;
  /** won / (won + lost) with its Wilson 95 % interval. */
  winRate: number | null;
  low: number | null;
  high: number | null;
  /** Median days from creation to won, of those won. */
  medianDays: number | null;
  /** Whether all of them keep to the path. */
  onPath: boolean;
  /** Share of the moves that the path allows, its end among them. */
  fitness: number;
};

/** A stage left, left for an earlier open one, or worked on again after having been as far or further. */
export const bounceParts = ['exits', 'back', 'rework'] as const;
export type BouncePart = (typeof bounceParts)[number];

/** Where deals bounce back from, and what it costs. */
export type BounceRow = {
  stage: string;
  rank: number;
  visits: number;
  exits: number;
  backExits: number;
  /** backExits / exits with its Wilson 95 % interval; null where the history is partial, so that visits are lost. */
  bounceRate: number | null;
  low: number | null;
  high: number | null;
  /** Visits for each life that was ever in the stage. */
  meanVisits: number | null;
  /** Days spent in the stage by lives that had been as far or further before; null where visits are lost. */
  reworkDays: number | null;
};

export const conformanceParts = [
  'on-path',
  'straight',
  'skip',
  'allowed-skip',
  'loop',
  'back',
  'reopened',
] as const;
export type ConformancePart = (typeof conformanceParts)[number];

/** Lives for which something holds, and what share of all they are. */
export type ConformanceShare = {
  part: ConformancePart;
  deals: number;
  share: number | null;
  low: number | null;
  high: number | null;
};

/** How far lives keep to the path, by group where broken down. */
export type ConformanceRow = {
  key?: string | null;
  deals: number;
  shares: ConformanceShare[];
  meanVisits: number | null;
  /** Different paths taken, of which `variants` are the most common. */
  paths: number;
  variants: VariantRow[];
  stages: BounceRow[];
  /** The template that says which skips are allowed; null where the order of the stages does. */
  template: string | null;
};

/** A template with how the stages of the pipeline would stand for its own. */
export type OfferedTemplate = StageTemplate & { proposed: StageLayer };

/** All templates for the stages of one pipeline, and the one that lies over them. */
export type StageTemplatesResult = {
  pipeline: string;
  templates: OfferedTemplate[];
  chosen: StageLayer | null;
};
