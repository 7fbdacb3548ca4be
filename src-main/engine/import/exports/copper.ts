import type { ExportDescription } from './description';

const copper = { system: 'copper', systemLabel: 'Copper' } as const;

const opportunities: ExportDescription = {
  ...copper,
  object: 'opportunities',
  kind: 'opportunities',
  needs: [
    [
      'ownedby',
      'monetaryvalue',
      'primarycontact',
      'primarycontactid',
      'interactioncount',
      'lossreasonid',
      'inactivedays',
      'copperid',
    ],
    ['stage', 'pipelinestage', 'pipelinestageid', 'pipeline', 'status'],
    ['value', 'monetaryvalue', 'closedate', 'winprobability'],
  ],
  never: ['dealname', 'opportunityowner', 'dealstage'],
  signs: [
    [0.45, 'ownedby'],
    [0.5, 'monetaryvalue'],
    [0.35, 'primarycontact', 'primarycontactid'],
    [0.35, 'interactioncount'],
    [0.35, 'inactivedays'],
    [0.35, 'pipelinestageid'],
    [0.25, 'ownerid'],
    [0.2, 'winprobability'],
    [0.2, 'lossreason', 'lossreasonid'],
    [0.2, 'details'],
    [0.2, 'lastcontacted', 'lastcontactedat'],
    [0.3, 'daysinstage', 'copperid', 'leadcreatedat'],
    [0.15, 'priority'],
  ],
  keyRepeats: false,
  fields: {
    id: ['opportunityid', 'copperid', 'id'],
    name: ['name', 'opportunityname'],
    account: ['company', 'companyname', 'companyid'],
    owner: ['ownedby', 'assignedto', 'assigneeid', 'ownerid'],
    pipeline: ['pipeline', 'pipelinename', 'pipelineid'],
    stage: ['stage', 'pipelinestage', 'pipelinestageid'],
    status: ['status'],
    amount: ['value', 'monetaryvalue', 'opportunityvalue'],
    currency: ['currency', 'monetaryunit'],
    probability: ['winprobability'],
    created_at: ['createdat', 'datecreated'],
    close: ['closedate'],
    closed_at: ['completeddate', 'closeddate', 'wonat'],
    stage_changed_at: ['laststageat', 'stagechangedate', 'datestagechanged'],
    loss_reason: ['lossreason', 'lossreasonid'],
    source: ['source', 'customersource', 'customersourceid'],
    last_activity_at: ['lastcontacted', 'lastcontactedat', 'datelastcontacted'],
  },
  notFields: [
    'inactivedays',
    'interactioncount',
    'primarycontact',
    'details',
    'updatedat',
    'datemodified',
    'priority',
  ],
};

const companies: ExportDescription = {
  ...copper,
  object: 'companies',
  kind: 'accounts',
  needs: [
    ['ownedby', 'ownerid'],
    ['interactioncount', 'inactivedays', 'lastcontacted'],
    ['name', 'companyname'],
    ['contacttype', 'emaildomain', 'street', 'country', 'city'],
  ],
  never: ['stage', 'value', 'pipeline', 'monetaryvalue', 'firstname'],
  signs: [
    [0.4, 'ownedby'],
    [0.3, 'interactioncount'],
    [0.3, 'inactivedays'],
    [0.3, 'contacttype'],
  ],
  keyRepeats: false,
  fields: {
    key: ['companyid', 'copperid', 'id'],
    name: ['name', 'companyname'],
    segment: ['contacttype'],
    region: ['country'],
  },
};

export const copperExports: readonly ExportDescription[] = [opportunities, companies];
