import type { SampleSystem } from '#generate/index';
import type { Evidence } from '#shared/model/evidence';
import type { FileKind } from '#shared/model/fields';

/** What an import of a system's export must come to. */
export type SystemCase = {
  readonly as: SampleSystem;
  readonly system: string;
  readonly language: string;
  /** Kind of each file, in the order that they are written; null for a file that is left alone. */
  readonly kinds: readonly (FileKind | null)[];
  readonly evidence: Evidence;
  /** The day that a closed deal carries: the one it was closed on, or the one it is booked on. */
  readonly closed: 'closed' | 'booked';
  /** Lines below the rows of each file, which are no deals. */
  readonly trailer?: number;
  /** A deal without an amount is written as 0. */
  readonly zeroAmount?: true;
  /** The log names owners, so each run counts for who had it then. */
  readonly ownersLogged?: true;
  /** Owner and amount are those of the last change of stage. */
  readonly onlyStageEvents?: true;
};

const list = (
  as: SampleSystem,
  system: string,
  language: string,
  more: Partial<SystemCase> = {},
): SystemCase => ({
  as,
  system,
  language,
  kinds: ['opportunities'],
  evidence: 'state',
  closed: 'closed',
  ...more,
});

const allCases: readonly SystemCase[] = [
  list('salesforce', 'salesforce', 'en', {
    kinds: ['opportunities', 'stage-history', 'accounts', 'owners', 'targets', 'activities'],
    evidence: 'log',
  }),
  list('salesforce-report', 'salesforce', 'en', {
    trailer: 7,
    kinds: ['opportunities', 'stage-history'],
    evidence: 'log',
  }),
  list('salesforce-field-history', 'salesforce', 'en', {
    kinds: ['opportunities', 'stage-history'],
    evidence: 'log',
    ownersLogged: true,
  }),
  list('hubspot', 'hubspot', 'en', { evidence: 'dates' }),
  list('hubspot-history', 'hubspot', 'en', {
    kinds: ['opportunities', 'stage-history', 'owners'],
    evidence: 'log',
    ownersLogged: true,
  }),
  list('pipedrive', 'pipedrive', 'en', {
    kinds: ['opportunities', 'activities', 'accounts'],
    zeroAmount: true,
  }),
  list('zoho', 'zoho', 'en', {
    kinds: ['opportunities', 'activities', 'activities', 'activities', 'leads', 'accounts', 'owners'],
    closed: 'booked',
  }),
  list('dynamics', 'dynamics', 'en'),
  list('odoo', 'odoo', 'en', { zeroAmount: true }),
  list('freshsales', 'freshsales', 'en'),
  list('close', 'close', 'en'),
  list('copper', 'copper', 'en', { closed: 'booked' }),
  list('bitrix24', 'bitrix24', 'en', {
    kinds: ['opportunities', 'stage-history', 'accounts', 'owners'],
    evidence: 'log',
    zeroAmount: true,
  }),
  list('netsuite', 'netsuite', 'en'),
  list('rdstation', 'rdstation', 'pt'),
  list('agendor', 'agendor', 'pt'),
  list('fxiaoke', 'fxiaoke', 'en', { closed: 'booked' }),
  list('fxiaoke-labels', 'fxiaoke', 'zh'),
  list('xiaoshouyi', 'xiaoshouyi', 'zh', { closed: 'booked' }),
  list('wukong', 'wukong', 'zh', { closed: 'booked' }),
  list('kingdee', 'kingdee', 'zh'),
  list('generic-ko', 'generic', 'ko'),
  list('generic-ja', 'generic', 'ja'),
  list('generic-zh', 'generic', 'zh', { kinds: ['opportunities', 'targets'] }),
  list('generic-de', 'generic', 'de', { kinds: ['opportunities', 'targets'] }),
  list('generic-es', 'generic', 'es'),
  list('generic-fr', 'generic', 'fr'),
  list('generic-ru', 'generic', 'ru'),
  list('plain-log', 'generic', 'en', {
    kinds: ['stage-history'],
    evidence: 'log',
    ownersLogged: true,
    onlyStageEvents: true,
  }),
];

/** What cannot be read yet, each with what it waits for. */
export const notYet: Partial<Record<SampleSystem, string>> = {};

export const systemCases = allCases.filter(({ as }) => notYet[as] === undefined);
