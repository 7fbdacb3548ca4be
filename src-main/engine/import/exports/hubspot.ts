import type { ExportDescription } from './description';

const hubspot = { system: 'hubspot', systemLabel: 'HubSpot' } as const;

/** Two generations of the same columns can stand side by side: double quotes are the newer. */
const stageDate = [
  /^Date entered "(?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?"$/i,
  /^Date entered '(?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?'$/i,
  /^Date entered “(?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?”$/i,
  /^(?:Datum der Phase|Eingetreten in|Date d['’]entrée dans|Fecha de entrada (?:en|a)|Data de entrada em) ["'“«](?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?["'”»]$/i,
  /^(?:properties\.|property_)?hs_(?:v2_)?date_entered_(?!current_stage$)(?<stage>\w+)$/i,
];

/** The same labels in other languages of the portal. */
const localName = [
  'dealname',
  'propertydealname',
  'nomdelatransaction',
  'nombredelnegocio',
  'nomedonegocio',
  '交易名称',
  '取引名',
  '거래이름',
  '거래명',
  'названиесделки',
];
const localStage = [
  'dealstage',
  'dealpipelinestageid',
  'phasedelatransaction',
  'dealphase',
  'etapadelnegocio',
  'etapadonegocio',
  '交易阶段',
  '取引ステージ',
  '거래단계',
];

const perStage = [
  /^Date exited ["'“]/i,
  /^(Latest|Cumulative) time in ["'“]/i,
  /^Time in ["'“]/i,
  /^hs_(v2_)?(date_exited|time_in|latest_time_in|cumulative_time_in)_/i,
] as const;

const fields = {
  id: [
    'recordid',
    'dealid',
    'hsobjectid',
    'propertieshsobjectid',
    'datensatzid',
    'eintragsid',
    'iddefichedinformations',
    'idderegistro',
    'iddoregistro',
    'レコードid',
    '레코드id',
    '记录id',
    'id',
  ],
  name: [...localName, 'propertiesdealname'],
  account: ['associatedcompany', 'companyname', 'associatedcompanyprimary', 'primarycompany'],
  owner: [
    'dealowner',
    'dealinhaber',
    'zustandigermitarbeiterdesdeals',
    'proprietairedelatransaction',
    'propietariodelnegocio',
    'proprietariodonegocio',
    '取引担当者',
    'hubspotownerid',
    'propertieshubspotownerid',
    'ownerid',
  ],
  team: ['hubspotteam', 'hubspotteamid'],
  pipeline: ['pipeline', 'pipelinename', 'dealpipelineid', 'pipelineid'],
  stage: [...localStage, 'propertiesdealstage', 'stagename', 'stagelabel'],
  is_won: ['isclosedwon', 'hsisclosedwon'],
  is_closed: ['isdealclosed', 'hsisclosed', 'isclosed'],
  source: [
    'originaltrafficsource',
    'originalsourcetype',
    'dealsourcetype',
    'hsanalyticssource',
    'recordsource',
  ],
  lead_type: ['dealtype'],
  amount: ['amount', 'propertyamount', 'propertiesamount', 'amountincompanycurrency', 'amountinhomecurrency'],
  currency: ['currency', 'dealcurrencycode'],
  probability: ['dealprobability', 'hsdealstageprobability'],
  forecast_category: ['forecastcategory', 'hsmanualforecastcategory'],
  created_at: ['createdate', 'propertycreatedate', 'propertiescreatedate', 'createdat', '作成日', '创建日期'],
  close: ['closedate', 'propertyclosedate', 'propertiesclosedate', 'クローズ日'],
  stage_changed_at: ['dateenteredcurrentstage', 'hsv2dateenteredcurrentstage'],
  loss_reason: ['closedlostreason'],
  next_step: ['nextstep', 'hsnextstep'],
  next_step_date: ['nextactivitydate', 'notesnextactivitydate'],
  last_activity_at: ['lastactivitydate', 'lastcontacted', 'noteslastcontacted'],
  is_deleted: ['isdeleted', 'archived'],
} as const;

/** Deals as the view export and the API write them. Re-entering a stage overwrites its date. */
const deals: ExportDescription = {
  ...hubspot,
  object: 'deals',
  kind: 'opportunities',
  needs: [
    [...localName, 'propertiesdealname', 'dealid', 'recordid', 'hsobjectid', ...stageDate],
    [...localStage, 'propertiesdealstage', 'pipelineid', ...stageDate],
  ],
  never: ['fromstage', 'responsibleperson', 'closingdate', 'salesagent', 'dateentered', 'potentialname'],
  signs: [
    [0.4, /^Record ID$/i],
    [0.35, /^Deal Stage$/i, 'dealpipelinestageid'],
    [0.3, /^Deal Name$/i, 'propertydealname'],
    [0.3, /^Deal owner$/i],
    [0.5, /^dealname$/i],
    [0.5, /^dealstage$/i],
    [0.5, /^closedate$/i, /^createdate$/i],
    [0.3, /^Create Date$/i],
    [0.6, ...stageDate],
    [0.5, /^hs_/i],
    [0.4, /^Is Closed Won$/i],
    [0.3, /^Original Traffic Source/i],
    [0.3, 'amountincompanycurrency', 'amountinhomecurrency'],
    [0.2, /^Associated (Company|Contact)/i],
    [0.4, /^property_/i],
    [0.3, 'pipelineid', 'dealpipelineid'],
    [0.2, 'portalid'],
    [0.3, 'dealsourcetype'],
    [0.25, 'dealowner'],
    [0.2, 'closedate'],
    [0.2, 'createdate'],
    [0.3, 'dealname'],
    [0.25, 'recordid'],
    [0.3, 'associatedcontact', 'associatedcompany', 'associatedcontactids'],
    [0.45, ...localName.filter((name) => name !== 'dealname' && name !== 'propertydealname')],
    [0.45, ...localStage.filter((name) => name !== 'dealstage')],
    [0.6, /^properties\.(dealname|dealstage)$/i],
  ],
  keyRepeats: false,
  fields,
  notFields: [
    ...perStage,
    /^Associated .* IDs?( \(Primary\))?$/i,
    'isclosedlost',
    'lastmodifieddate',
    'closedwonreason',
    'weightedamount',
  ],
  technical: [
    ...perStage,
    /^Associated .* IDs?( \(Primary\))?$/i,
    'lastmodifieddate',
    'hslastmodifieddate',
    /^_fivetran_/i,
    'portalid',
  ],
  stageDate,
};

/** Which deal came into which stage when, as warehouse connectors store it. */
const dealStage: ExportDescription = {
  ...hubspot,
  object: 'deal_stage table',
  kind: 'stage-history',
  needs: [
    ['dealid'],
    ['dateentered', 'datestageentered'],
    ['value', 'stageid', 'dealstageid', 'stage', 'stagename', 'pipelinestageid'],
  ],
  never: ['dealname', 'propertydealname', 'amount'],
  signs: [
    [0.5, 'dateentered', 'datestageentered'],
    [0.2, 'value'],
    [0.2, 'sourceid'],
    [0.2, 'dealid'],
    [0.2, /^_fivetran_/i],
    [0.2, 'dateexited'],
  ],
  keyRepeats: true,
  fields: {
    id: ['dealid'],
    at: ['dateentered', 'datestageentered'],
    stage: ['stagename', 'stage', 'value', 'stageid', 'dealstageid', 'pipelinestageid'],
  },
  notFields: ['source', 'sourceid', 'dateexited'],
  technical: [/./],
};

/** One row a change of one property, newest first or last. */
const propertyHistory: ExportDescription = {
  ...hubspot,
  object: 'property history',
  kind: 'stage-history',
  needs: [
    ['propertyname', 'property', 'internalname', 'name'],
    ['value', 'propertyvalue', 'newvalue'],
    ['timestamp', 'changedate', 'updatedat', 'datechanged', 'date'],
    ['dealid', 'recordid', 'objectid', 'hsobjectid'],
  ],
  never: ['dealname', 'stagename', 'oldvalue', 'fieldkey'],
  signs: [
    [0.4, 'propertyname', 'property', 'internalname'],
    [0.3, 'recordid', 'dealid', 'objectid', 'hsobjectid'],
    [0.3, 'changesource', 'sourcetype', 'sourceid', 'source'],
    [0.2, 'timestamp', 'changedate', 'updatedat'],
    [0.2, 'propertyvalue', 'value'],
    [0.3, /^_fivetran_/i, 'updatedby', 'updatedbyuserid'],
  ],
  keyRepeats: true,
  fields: {
    id: ['dealid', 'recordid', 'objectid', 'hsobjectid'],
    at: ['timestamp', 'changedate', 'datechanged', 'updatedat', 'date'],
    field: ['internalname', 'propertyname', 'property', 'name'],
    new_value: ['value', 'propertyvalue', 'newvalue'],
  },
  technical: [/./],
};

const engagements: ExportDescription = {
  ...hubspot,
  object: 'engagements',
  kind: 'activities',
  needs: [
    [
      'activitytype',
      'engagementtype',
      'hsactivitytype',
      'type',
      'calltitle',
      'meetingname',
      'tasktitle',
      'tasktype',
      'hsengagementtype',
    ],
    ['activitydate', 'hstimestamp', 'engagementid', 'createdate', 'duedate', 'timestamp'],
    [
      'activityassignedto',
      'recordid',
      'engagementid',
      'hsobjectid',
      'associateddeal',
      'associateddealids',
      'dealid',
      'portalid',
    ],
  ],
  never: ['dealstage', 'dealname', 'stage', 'whatid', 'regarding', 'amount', 'propertydealname', 'repid'],
  signs: [
    [0.5, 'activityassignedto'],
    [0.5, 'engagementid', 'engagementtype', 'hsengagementtype'],
    [0.4, 'hstimestamp', /^hs_(call|meeting|task|email|note)_/i],
    [0.3, 'associateddeal', 'associateddealids', 'associatedcontact', 'associatedcompany'],
    [0.3, 'calltitle', 'meetingname', 'tasktitle', 'calloutcome', 'meetingoutcome'],
    [0.2, 'recordid'],
    [0.2, 'activitydate'],
    [0.2, 'portalid'],
  ],
  fields: {
    opportunity: ['associateddealids', 'associateddealid', 'dealid', 'associateddeal'],
    at: ['activitydate', 'hstimestamp', 'timestamp', 'duedate', 'createdate'],
    type: ['activitytype', 'engagementtype', 'hsengagementtype', 'tasktype', 'type'],
    subject: [
      'calltitle',
      'meetingname',
      'tasktitle',
      'hscalltitle',
      'hsmeetingtitle',
      'hstasksubject',
      'title',
    ],
    owner: ['activityassignedto', 'assignedto', 'hubspotownerid', 'ownerid'],
    status: ['taskstatus', 'callstatus', 'calloutcome', 'meetingoutcome', 'hstaskstatus'],
  },
};

const companies: ExportDescription = {
  ...hubspot,
  object: 'companies',
  kind: 'accounts',
  needs: [
    ['companyname', 'name', 'propertyname'],
    ['recordid', 'companyowner', 'companyid', 'hsobjectid'],
    [
      'companyowner',
      'lifecyclestage',
      'companydomainname',
      'numberofassociateddeals',
      'domain',
      'propertydomain',
    ],
  ],
  never: ['dealname', 'dealstage', 'firstname', 'lastname', 'email'],
  signs: [
    [0.4, 'companyowner'],
    [0.4, 'companydomainname'],
    [0.3, 'lifecyclestage', 'leadstatus'],
    [0.3, 'recordid', 'hsobjectid'],
    [0.2, 'companyname'],
    [0.3, /^property_/i, /^hs_/i],
    [0.2, 'industry', 'country', 'countryregion'],
  ],
  keyRepeats: false,
  fields: {
    key: ['recordid', 'companyid', 'hsobjectid', 'id'],
    name: ['companyname', 'name', 'propertyname'],
    segment: ['industry', 'propertyindustry', 'type'],
    region: ['countryregion', 'country', 'propertycountry', 'stateregion'],
  },
  notFields: ['lifecyclestage', 'leadstatus'],
};

const contacts: ExportDescription = {
  ...hubspot,
  object: 'a list of contacts, which are not measured',
  kind: 'passed-over',
  needs: [['firstname', 'lastname'], ['email'], ['contactowner', 'lifecyclestage', 'hsobjectid']],
  never: ['dealname', 'dealstage'],
  signs: [
    [0.5, 'contactowner'],
    [0.4, 'lifecyclestage'],
    [0.3, 'recordid'],
  ],
  fields: {},
};

const tickets: ExportDescription = {
  ...hubspot,
  object: 'a list of support tickets, which are not measured',
  kind: 'passed-over',
  needs: [
    ['ticketname', 'ticketid', 'ticketstatus', 'hspipelinestage'],
    ['ticketstatus', 'ticketowner', 'priority', 'pipeline'],
  ],
  never: ['dealname', 'dealstage'],
  signs: [[0.8, 'ticketname', 'ticketid', 'ticketstatus']],
  fields: {},
};

export const hubspotExports: readonly ExportDescription[] = [
  deals,
  dealStage,
  propertyHistory,
  engagements,
  companies,
  contacts,
  tickets,
];
