import type { FileKind } from '#shared/model/fields';
import type { Concept } from './words/concepts';

/** How much it speaks for a kind that a file has something, 0–1. */
export type Weights = Readonly<Record<string, number>>;

/**
 * What a table of one kind looks like when no system is known: fields it has to have (one of each group), fields that
 * speak for it, concepts in its headers that speak for it or against it.
 */
export type KindProfile = {
  kind: FileKind;
  /** In words. */
  object: string;
  needs: readonly (readonly string[])[];
  fields: Weights;
  concepts: readonly (readonly [weight: number, ...all: Concept[]])[];
  /** Each header that speaks of all of these takes away this share of the score. */
  against: readonly (readonly [share: number, ...all: Concept[]])[];
  /** Whether several rows share an id. */
  keyRepeats?: boolean;
};

const opportunities: KindProfile = {
  kind: 'opportunities',
  object: 'list of opportunities',
  needs: [
    ['stage', 'stage dates', 'status', 'is_won', 'is_closed', 'opportunity'],
    ['id', 'name', 'account', 'stage dates'],
    [
      'stage',
      'stage dates',
      'amount',
      'created_at',
      'close',
      'closed_at',
      'expected_close',
      'probability',
      'owner',
      'account',
    ],
  ],
  fields: {
    stage: 0.4,
    'stage dates': 0.6,
    status: 0.2,
    is_won: 0.2,
    opportunity: 0.4,
    id: 0.1,
    name: 0.15,
    amount: 0.25,
    close: 0.25,
    expected_close: 0.3,
    closed_at: 0.2,
    created_at: 0.15,
    owner: 0.15,
    account: 0.15,
    probability: 0.25,
    loss_reason: 0.15,
    pipeline: 0.15,
    next_step: 0.1,
    forecast_category: 0.2,
    stage_changed_at: 0.15,
    source: 0.05,
    lead_type: 0.05,
  },
  concepts: [],
  against: [
    [0.4, 'activity', 'date'],
    [0.5, 'activity', 'type'],
    [0.3, 'activity', 'name'],
    [0.4, 'activity', 'id'],
    [0.6, 'lead', 'status'],
    [0.5, 'lead', 'stage'],
    [0.5, 'quota'],
    [0.5, 'stage', 'from'],
    [0.5, 'stage', 'old'],
  ],
  keyRepeats: false,
};

const history: KindProfile = {
  kind: 'stage-history',
  object: 'log of stage changes',
  needs: [['id'], ['at'], ['stage', 'new_value']],
  fields: { id: 0.35, at: 0.4, stage: 0.35, sequence: 0.1, field: 0.5, new_value: 0.5, old_value: 0.3 },
  concepts: [
    [0.4, 'stage', 'from'],
    [0.4, 'stage', 'old'],
    [0.3, 'stage', 'to'],
    [0.3, 'stage', 'new'],
    [0.3, 'stage', 'change'],
    [0.2, 'stage', 'order'],
    [0.2, 'stage', 'duration'],
  ],
  against: [
    [0.15, 'account'],
    [0.15, 'close'],
    [0.15, 'source'],
    [0.15, 'probability'],
    [0.3, 'reason'],
    [0.3, 'next'],
    [0.3, 'lead', 'status'],
    [0.3, 'activity', 'type'],
    [0.2, 'product'],
    [0.2, 'opportunity', 'name'],
    [0.6, 'currency', 'rate'],
  ],
  keyRepeats: true,
};

const activities: KindProfile = {
  kind: 'activities',
  object: 'list of activities',
  needs: [['at'], ['type', 'subject', 'activity']],
  fields: { at: 0.3, type: 0.2, subject: 0.15, owner: 0.1, opportunity: 0.2, status: 0.1 },
  concepts: [
    [0.4, 'activity', 'type'],
    [0.35, 'activity', 'date'],
    [0.3, 'activity', 'id'],
    [0.3, 'activity', 'name'],
    [0.3, 'activity', 'owner'],
    [0.2, 'activity', 'duration'],
    [0.2, 'activity', 'status'],
  ],
  against: [
    [0.4, 'amount'],
    [0.4, 'probability'],
    [0.4, 'close'],
    [0.6, 'lead', 'status'],
    [0.4, 'price'],
    [0.5, 'quota'],
    [0.3, 'pipeline'],
  ],
};

const leads: KindProfile = {
  kind: 'leads',
  object: 'list of leads',
  needs: [['id', 'name', 'company'], ['lead'], ['company', 'created_at', 'source', 'status', 'name']],
  fields: { id: 0.2, company: 0.15, source: 0.25, status: 0.15, created_at: 0.2, is_converted: 0.3 },
  concepts: [
    [0.5, 'lead', 'status'],
    [0.4, 'lead', 'id'],
    [0.3, 'lead', 'owner'],
    [0.3, 'lead', 'name'],
    [0.1, 'contact'],
  ],
  against: [
    [0.5, 'opportunity', 'id'],
    [0.5, 'opportunity', 'name'],
    [0.6, 'activity', 'type'],
    [0.4, 'amount'],
    [0.4, 'probability'],
  ],
};

const accounts: KindProfile = {
  kind: 'accounts',
  object: 'list of accounts',
  needs: [['name'], ['segment', 'region', 'firm']],
  fields: { name: 0.3, key: 0.15, segment: 0.3, region: 0.2, firm: 0.3 },
  concepts: [
    [0.4, 'account', 'name'],
    [0.35, 'account'],
  ],
  against: [
    [0.7, 'stage'],
    [0.6, 'probability'],
    [0.6, 'close'],
    [0.6, 'opportunity'],
    [0.6, 'lead', 'status'],
    [0.5, 'activity', 'type'],
    [0.5, 'quota'],
    [0.4, 'status'],
    [0.4, 'price'],
    [0.3, 'create'],
  ],
  keyRepeats: false,
};

const products: KindProfile = {
  kind: 'products',
  object: 'list of products',
  needs: [['key'], ['list_price']],
  fields: { key: 0.4, list_price: 0.5 },
  concepts: [[0.2, 'product', 'type']],
  against: [
    [0.7, 'stage'],
    [0.7, 'account'],
    [0.7, 'opportunity'],
    [0.5, 'count'],
    [0.5, 'owner'],
    [0.4, 'date'],
  ],
  keyRepeats: false,
};

const owners: KindProfile = {
  kind: 'owners',
  object: 'list of owners and teams',
  needs: [['key', 'name'], ['rep'], ['team', 'region', 'contact', 'quota', 'joined']],
  fields: { key: 0.2, name: 0.3, team: 0.35, region: 0.25, contact: 0.15, quota: 0.15, joined: 0.2 },
  concepts: [],
  against: [
    [0.7, 'stage'],
    [0.6, 'opportunity'],
    [0.7, 'account'],
    [0.7, 'lead', 'status'],
    [0.6, 'activity', 'type'],
    [0.7, 'period', 'date'],
    [0.6, 'source'],
    [0.6, 'product'],
    [0.4, 'status'],
  ],
  keyRepeats: false,
};

const targets: KindProfile = {
  kind: 'targets',
  object: 'list of targets',
  needs: [['amount'], ['period']],
  fields: { amount: 0.5, period: 0.35, owner: 0.15, team: 0.1 },
  concepts: [],
  against: [
    [0.7, 'stage'],
    [0.6, 'probability'],
    [0.6, 'close'],
    [0.5, 'opportunity', 'name'],
  ],
};

const rates: KindProfile = {
  kind: 'rates',
  object: 'list of exchange rates',
  needs: [['currency'], ['rate']],
  fields: { currency: 0.4, rate: 0.5, day: 0.15, to: 0.2 },
  concepts: [],
  against: [
    [0.7, 'stage'],
    [0.7, 'opportunity'],
    [0.7, 'account'],
    [0.6, 'owner'],
    [0.6, 'product'],
  ],
};

/** What decides between kinds that fit equally is this order. */
export const kindProfiles: readonly KindProfile[] = [
  opportunities,
  history,
  activities,
  leads,
  targets,
  accounts,
  products,
  owners,
  rates,
];
