import type { MetricAnswer } from './envelope';

/** Why the mean of a forecast moved between two days; each deal has one reason, the first that holds. */
export const movementReasons = [
  'won',
  'lost',
  'created',
  'pushed',
  'pulled',
  'advanced',
  'back',
  'amount',
  'aged',
  'other',
  'new',
] as const;
export type MovementReason = (typeof movementReasons)[number];

/** One reason: how many deals, and what they and the model of them added to the mean or took away. */
export type MovementRow = { reason: MovementReason; deals: number; amount: number };

/** A deal that moved the forecast, with what it was counted for before and after. */
export type MovedDeal = {
  id: string;
  name: string | null;
  owner: string | null;
  reason: MovementReason;
  before: number;
  after: number;
  /** Chance of being won in the period; null where it was not open then. */
  chanceBefore: number | null;
  chanceAfter: number | null;
};

export type MovementSide = {
  asOf: string;
  method: string;
  mean: number;
  p10: number;
  p50: number;
  p90: number;
  wonToDate: number;
  daysLeft: number;
};

/** What moved the forecast of a period from one day to another; the rows add up to the change of the mean to the cent. */
export type MovementAnswer = MetricAnswer<MovementRow> & {
  period: string;
  from: string;
  to: string;
  before: MovementSide;
  after: MovementSide;
  identityHolds: boolean;
  deals: MovedDeal[];
};
