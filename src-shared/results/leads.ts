import type { MetricAnswer } from './envelope';

/** How far a lead gets; `opportunity` and beyond are deals. */
export const leadSteps = ['opportunity', 'customer', 'lost'] as const;

/** A share with Wilson's 95 % interval; null where n is 0. */
export type Share = { k: number; n: number; rate: number | null; low: number | null; high: number | null };

export type LeadRow = {
  key: string | null;
  leads: number;
  mql: number;
  sql: number;
  opportunities: number;
  customers: number;
  lost: number;
  /** Neither converted nor given up. */
  undecided: number;
  wonValue: number;
  /** Null where no lead of the group has a cost. */
  cost: number | null;
  mqlRate: Share;
  sqlRate: Share;
  opportunityRate: Share;
  /** Won of the opportunities that closed. */
  closeRate: Share;
  /** Customers of all leads, so far. */
  customerRate: Share;
  costPerLead: number | null;
  costPerCustomer: number | null;
  /** (value won − cost) / cost. */
  roi: number | null;
};

export type HandOff = {
  limit: number;
  /** What ends it: the day of assignment, or the first touch where no lead has one. */
  until: 'assigned' | 'touch';
  leads: number;
  waiting: number;
  /** Minutes, by Kaplan–Meier with leads that still wait as censored. */
  median: number | null;
  low: number | null;
  high: number | null;
  /** Share handed over within the limit, by the same curve. */
  within: number | null;
  withinLow: number | null;
  withinHigh: number | null;
};

/** How soon the first touch came, and how many there were; the last of speed had none. */
export const speedBands = ['up to 1 h', '1–4 h', '4–24 h', '1–3 days', 'later', 'never'] as const;
export const touchBands = ['none', '1', '2–3', '4–7', '8–12', 'over 12'] as const;

/** Leads or deals of one band, and how many of them were converted or won. */
export type Band = { band: number; label: string; share: Share; won: Share };

/** What the leads of a workspace say; figures that rest on the rest are left out, with a warning that names the export. */
export type LeadsCarry = {
  mql: boolean;
  sql: boolean;
  assigned: boolean;
  cost: boolean;
  referrals: boolean;
  touches: boolean;
};

export type LeadsAnswer = MetricAnswer<LeadRow> & {
  by: 'channel' | 'source' | 'owner';
  total: LeadRow;
  carries: LeadsCarry;
  handOff: HandOff | null;
  /** Leads by their first touch and by attempts: converted of all, won of all. */
  speed: Band[];
  attempts: Band[];
  /** Of leads that were talked to, those that had a meeting later. */
  meetings: Share | null;
  /** Customers who referred a lead, of all. */
  referrers: Share | null;
};

export type ActivityRow = { kind: string; activities: number; inbound: number; outbound: number };
export type ActivityRate = Share & {
  rate: number | null;
  name: 'connect' | 'reply' | 'positive' | 'held';
  /** Activities of that kind that do not say what came of them. */
  unknown: number;
};
export type HourCell = {
  weekday: number;
  hour: number;
  activities: number;
  known: number;
  connected: number;
};

export type ActivityAnswer = MetricAnswer<ActivityRow> & {
  kind: 'call' | 'e-mail' | 'meeting' | 'task';
  rates: ActivityRate[];
  hours: HourCell[];
  /** Activities of the kind without a time of day. */
  withoutTime: number;
  lengths: { from: number; to: number | null; calls: number }[];
  medianLength: number | null;
  /** Deals by touches and by first touch: won of those closed. */
  touches: Band[];
  speed: Band[];
  medianTouchesWon: number | null;
  /** Of the deals lost, those with one touch. */
  lostAfterOne: Share;
};
