import type { ExportDescription } from './description';

const pipedrive = { system: 'pipedrive', systemLabel: 'Pipedrive' } as const;

/** Exports name the object before each column, in the language of the user. */
const dealPrefix = /^(deal|neg[oó]cio|trato|affaire|transaction|deal|сделка|ディール|딜) - /i;

const deals: ExportDescription = {
  ...pipedrive,
  object: 'deals',
  kind: 'opportunities',
  needs: [
    [
      dealPrefix,
      'dealcreated',
      'wontime',
      'losttime',
      'dealclosedon',
      'addtime',
      'stagechangetime',
      'currencyofvalue',
    ],
    ['title', 'value', 'stage', 'stageid', 'status', 'systemid', 'id', dealPrefix],
  ],
  never: [
    /^(activity|lead) - /i,
    'activitytype',
    'duedate',
    'leadstatus',
    'stagename',
    'itemtype',
    'fieldkey',
  ],
  signs: [
    [0.8, dealPrefix],
    [0.4, 'wontime'],
    [0.4, 'losttime'],
    [0.45, 'dealcreated'],
    [0.5, 'dealclosedon'],
    [0.5, 'currencyofvalue'],
    [0.3, 'weightedvalue'],
    [0.3, 'laststagechange', 'stagechangetime'],
    [0.45, 'addtime'],
    [0.3, 'orgid', 'orgname', 'organizationid'],
    [0.2, 'personid', 'personname', 'contactperson'],
    [0.2, 'expectedclosedate'],
    [0.2, 'visibleto'],
    [0.15, 'creator', 'creatoruserid'],
    [0.15, 'title'],
    [0.15, 'lostreason'],
  ],
  keyRepeats: false,
  fields: {
    id: ['id', 'systemid', 'dealid'],
    name: ['title', 'dealtitle'],
    account: [
      ...['organization', 'organizationname', 'orgname', 'orgid', 'organizationid'],
      ...[
        'organisation',
        'organizacion',
        'organizacao',
        'organisatie',
        'организация',
        '组织',
        '組織',
        '조직',
      ],
    ],
    owner: ['owner', 'dealowner', 'ownername', 'userid'],
    pipeline: ['pipeline', 'pipelinename', 'pipelineid'],
    stage: ['stage', 'stagename', 'stageid'],
    status: ['status'],
    amount: ['value', 'dealvalue'],
    currency: ['currencyofvalue', 'currency', 'valuecurrency'],
    probability: ['probability'],
    created_at: ['dealcreated', 'creationdate', 'addtime'],
    expected_close: ['expectedclosedate'],
    closed_at: ['dealclosedon', 'closedon', 'closetime', 'wontime'],
    lost_at: ['losttime'],
    stage_changed_at: ['laststagechange', 'stagechangetime'],
    loss_reason: ['lostreason'],
    next_step_date: ['nextactivitydate'],
    last_activity_at: ['lastactivitydate'],
    source: ['sourceorigin', 'sourcechannel', 'origin', 'channel'],
    product: ['productname'],
  },
  notFields: [
    'weightedvalue',
    'currencyofweightedvalue',
    'updatetime',
    'creator',
    'creatoruserid',
    'productamount',
    'label',
    'sourceoriginid',
    'sourcechannelid',
    'archivetime',
    'archivestatus',
    'nextactivity',
    'personname',
    'note',
  ],
  technical: ['visibleto', 'updatetime', 'creatoruserid'],
};

/** Every change of a deal as the API tells it. */
const changes: ExportDescription = {
  ...pipedrive,
  object: 'changes of deals',
  kind: 'stage-history',
  needs: [['fieldkey'], ['newvalue'], ['logtime', 'timestamp', 'addtime'], ['itemid', 'dealid']],
  signs: [
    [0.6, 'fieldkey'],
    [0.4, 'logtime'],
    [0.3, 'itemid'],
    [0.2, 'newvalue'],
    [0.2, 'oldvalue'],
  ],
  keyRepeats: true,
  fields: {
    id: ['dealid', 'itemid'],
    at: ['logtime', 'timestamp', 'addtime'],
    field: ['fieldkey'],
    old_value: ['oldvalue'],
    new_value: ['newvalue'],
    sequence: ['id'],
  },
};

const activities: ExportDescription = {
  ...pipedrive,
  object: 'activities',
  kind: 'activities',
  needs: [
    [/^activity - /i, 'markedasdonetime', 'assignedtouser', 'dealid', 'deal'],
    ['subject', 'activitysubject', 'type', 'activitytype'],
    ['duedate', 'activityduedate', 'markedasdonetime', 'addtime'],
  ],
  never: ['stage', 'value', 'taskowner', 'callowner', 'whatid', 'regarding'],
  signs: [
    [0.7, /^activity - /i],
    [0.5, 'markedasdonetime', 'activitymarkedasdonetime'],
    [0.4, 'assignedtouser'],
    [0.3, 'done', 'activitydone'],
    [0.3, 'duedate', 'activityduedate'],
    [0.2, 'duetime'],
    [0.2, 'dealid', 'deal'],
    [0.2, 'orgid', 'organization'],
    [0.2, 'contactperson', 'personid'],
  ],
  fields: {
    opportunity: ['dealid', 'activitydealid', 'deal', 'activitydeal', 'dealtitle'],
    at: ['markedasdonetime', 'activitymarkedasdonetime', 'duedate', 'activityduedate', 'addtime'],
    type: ['type', 'activitytype'],
    subject: ['subject', 'activitysubject'],
    owner: ['assignedtouser', 'activityassignedtouser', 'userid'],
    status: ['done', 'activitydone', 'activitystatus'],
  },
};

const organizations: ExportDescription = {
  ...pipedrive,
  object: 'organizations',
  kind: 'accounts',
  needs: [[/^organization - /i], [/^organization - name$/i]],
  never: [dealPrefix, /^lead - /i, /^activity - /i],
  signs: [[0.8, /^organization - /i]],
  keyRepeats: false,
  fields: {
    key: ['organizationid', 'organizationsystemid'],
    name: ['organizationname'],
    segment: ['organizationindustry', 'organizationlabel', 'organizationsegment'],
    region: ['organizationcountry', 'organizationcountryofaddress', 'organizationregion'],
  },
};

const leads: ExportDescription = {
  ...pipedrive,
  object: 'leads',
  kind: 'leads',
  needs: [[/^lead - /i], [/^lead - (title|id|lead created|system id)$/i]],
  never: [dealPrefix],
  signs: [
    [0.8, /^lead - /i],
    [0.3, 'leadcreated', 'leadleadcreated'],
  ],
  keyRepeats: false,
  fields: {
    id: ['leadid', 'leadsystemid'],
    name: ['leadtitle'],
    company: ['leadorganization', 'organizationname'],
    owner: ['leadowner'],
    source: ['leadsourceorigin', 'leadsource', 'leadsourcechannel'],
    status: ['leadstatus', 'leadarchivestatus'],
    created_at: ['leadcreated', 'leadleadcreated', 'leadcreationdate'],
  },
};

const persons: ExportDescription = {
  ...pipedrive,
  object: 'a list of people, which are not measured',
  kind: 'passed-over',
  needs: [[/^person - (name|id)$/i]],
  never: [dealPrefix, /^lead - /i, /^activity - /i],
  signs: [[0.8, /^person - /i]],
  fields: {},
};

const products: ExportDescription = {
  ...pipedrive,
  object: 'products',
  kind: 'products',
  needs: [[/^product - name$/i], [/^product - (unit price|price)/i]],
  never: [dealPrefix],
  signs: [[0.8, /^product - /i]],
  fields: { key: ['productname'], list_price: ['productunitprice', 'productprice'] },
};

export const pipedriveExports: readonly ExportDescription[] = [
  deals,
  changes,
  activities,
  organizations,
  leads,
  persons,
  products,
];
