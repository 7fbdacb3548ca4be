import type { ExportDescription, HeaderSign } from './description';

const dynamics = { system: 'dynamics', systemLabel: 'Dynamics 365' } as const;

/** Hidden columns of every Excel export, in the language of the user. */
const hidden: readonly RegExp[] = [
  /^\((do not modify|nicht ändern|ne pas modifier|no modificar|não modificar|не изменять|不可修改|请勿修改|变更しないでください|変更不可|수정하지 마십시오)\)/i,
];
const of = (noun: string): RegExp => new RegExp(`${hidden[0]!.source}\\s*(${noun})$`, 'i');
const opportunityId = of(
  'opportunity|verkaufschance|opportunité|oportunidad|oportunidade|возможная сделка|商机|營銷案件|営業案件|영업 기회',
);

const technical: readonly HeaderSign[] = [
  'rowchecksum',
  /row checksum|zeilenprüfsumme|somme de contrôle|suma de comprobación|行校验和|行チェックサム/i,
  /^\([^)]*\)\s*(modified on|geändert am|modifié le|modificado el|修改时间|変更日)$/i,
  'versionnumber',
  'importsequencenumber',
  'timezoneruleversionnumber',
  'utcconversiontimezonecode',
  'overriddencreatedon',
];

const opportunities: ExportDescription = {
  ...dynamics,
  object: 'opportunities',
  kind: 'opportunities',
  needs: [
    [
      opportunityId,
      'topic',
      'estrevenue',
      'estclosedate',
      'estimatedvalue',
      'estimatedclosedate',
      'pipelinephase',
      'geschumsatz',
      'actualclosedate',
      'opportunityid',
      /umsatz|ca estimé|chiffre d'affaires est|ingresos est|receita est|预计收入|預估營收|予想収益|推定収益|예상 매출/i,
    ],
    [
      'topic',
      'thema',
      'rubrique',
      'tema',
      'topico',
      'potentialcustomer',
      'opportunityid',
      'statecode',
      'statuscode',
      'estrevenue',
      'stepname',
      'statusreason',
      opportunityId,
      '主题',
      'トピック',
      '주제',
    ],
  ],
  never: [
    'stagename',
    'dealname',
    'isclosed',
    'iswon',
    'leadid',
    of('lead'),
    'salesagent',
    'opportunitycloseid',
    'actualstart',
    'activityid',
    'activitytype',
  ],
  signs: [
    [0.7, ...hidden],
    [0.4, 'topic'],
    [0.4, 'potentialcustomer'],
    [0.45, 'estrevenue'],
    [0.45, 'estclosedate'],
    [0.2, 'actualclosedate'],
    [0.3, 'statusreason', 'statuscode'],
    [0.3, 'pipelinephase', 'stepname'],
    [0.5, 'estimatedvalue'],
    [0.5, 'estimatedclosedate'],
    [0.5, 'statecode'],
    [0.4, /^_\w+_value$/i],
    [0.3, 'actualvalue', 'customerid', 'customeridname'],
    [0.2, 'closeprobability'],
    [0.2, 'actualrevenue'],
    [0.2, 'rating', 'opportunityratingcode'],
    [0.2, 'createdon'],
    [
      0.35,
      /^(Gesch\. (Umsatz|Abschlussdatum)|Date de clôture est\.|Fecha (de )?cierre est\.|预计(收入|结束日期)|Statusgrund|Potenzieller Kunde|Client potentiel|Cliente potencial|潜在客户)$/i,
    ],
  ],
  keyRepeats: false,
  outcomes: { won: ['1'], lost: ['2'] },
  fields: {
    id: ['opportunityid', opportunityId],
    name: ['topic', 'thema', 'rubrique', 'tema', 'topico', 'name'],
    account: [
      'account',
      'potentialcustomer',
      'potenziellerkunde',
      'clientpotentiel',
      'clientepotencial',
      'customeridname',
      'parentaccountidname',
      /^_(customerid|parentaccountid)_value/i,
      'customerid',
      'parentaccountid',
    ],
    owner: ['owner', 'owneridname', /^_ownerid_value/i, 'ownerid'],
    team: ['owningteam', 'owningbusinessunitname', 'owningbusinessunit', /^_owningbusinessunit_value/i],
    stage: ['salesstage', 'pipelinephase', 'stepname', 'salesstagename', 'salesstagecode', 'phase'],
    status: ['status', 'statecodename', 'statecode'],
    amount: [
      ...['estrevenue', 'estimatedvalue', 'geschumsatz', 'voraussichtlumsatz', 'voraussichtlicherumsatz'],
      'totalamount',
    ],
    won_amount: ['actualrevenue', 'actualvalue', 'tatsaechlicherumsatz', 'tatsachlicherumsatz', 'tatsumsatz'],
    currency: [
      'currency',
      'transactioncurrencyidname',
      /^_transactioncurrencyid_value/i,
      'transactioncurrencyid',
    ],
    probability: ['probability', 'closeprobability'],
    forecast_category: ['forecastcategory', 'msdynforecastcategory'],
    created_at: ['createdon'],
    expected_close: ['estclosedate', 'estimatedclosedate', 'geschabschlussdatum'],
    closed_at: ['actualclosedate'],
    next_step: ['nextstep', 'nextsteps'],
    loss_reason: ['statusreason', 'statuscodename', 'statuscode', 'statusgrund'],
    lead_type: ['type', 'opportunitytype'],
  },
  notFields: [
    'rating',
    'opportunityratingcode',
    'modifiedon',
    'createdby',
    'contact',
    'stageid',
    'processid',
    'budgetamount',
    'name2',
  ],
  technical,
};

const activities: ExportDescription = {
  ...dynamics,
  object: 'activities',
  kind: 'activities',
  needs: [
    ['regarding', 'regardingobjectid', 'regardingobjectidname', /^_regardingobjectid_value/i, 'bezug'],
    ['subject', 'activitytype', 'activitytypecode', 'activityid'],
  ],
  never: ['estrevenue', 'stage'],
  signs: [
    [0.4, 'regarding', 'regardingobjectid', 'regardingobjectidname', /^_regardingobjectid_value/i],
    [0.3, ...hidden],
    [0.3, 'activitytype', 'activitytypecode'],
    [0.3, 'activitystatus', 'statecode'],
    [0.3, 'scheduledend', 'actualend', 'duedate'],
    [0.2, 'activityid'],
  ],
  fields: {
    opportunity: ['regardingobjectid', /^_regardingobjectid_value/i, 'regarding', 'regardingobjectidname'],
    at: ['actualend', 'scheduledend', 'scheduledstart', 'startdate', 'duedate', 'createdon'],
    type: ['activitytype', 'activitytypecode'],
    subject: ['subject'],
    owner: ['owner', 'owneridname', 'ownerid', /^_ownerid_value/i],
    status: ['activitystatus', 'status', 'statecode'],
  },
  technical,
};

const accounts: ExportDescription = {
  ...dynamics,
  object: 'accounts',
  kind: 'accounts',
  needs: [
    [of('account|firma|compte|cuenta|conta|организация|客户|取引先企業'), 'accountid'],
    ['accountname', 'name', 'firmenname'],
    [
      'mainphone',
      'industrycode',
      'address1city',
      'primarycontact',
      'primarycontactid',
      'telephone1',
      'statecode',
      ...hidden,
    ],
  ],
  never: ['topic', 'subject', 'estrevenue', 'opportunityid', 'stage', 'accountowner'],
  signs: [
    [0.6, ...hidden],
    [0.4, 'mainphone', 'telephone1'],
    [0.4, 'industrycode'],
    [0.3, 'address1city'],
    [0.3, 'statecode', 'primarycontact'],
    [0.1, 'accountname'],
  ],
  fields: {
    key: ['accountid', of('account')],
    name: ['accountname', 'name'],
    segment: ['industry', 'industrycodename', 'industrycode'],
    region: ['address1countryregion', 'address1country', 'country'],
  },
  technical,
};

const leads: ExportDescription = {
  ...dynamics,
  object: 'leads',
  kind: 'leads',
  needs: [
    [of('lead|prospect|cliente potencial|潜在客户|潜在顧客'), 'leadid'],
    ['topic', 'fullname', 'companyname', 'subject', 'leadsourcecode', 'leadqualitycode', 'name'],
    ['statuscode', 'statecode', 'leadsourcecode', 'statusreason', 'leadqualitycode', ...hidden],
  ],
  never: ['estrevenue', 'closingdate', 'opportunityid', 'callowner', 'stage'],
  signs: [
    [0.6, ...hidden],
    [0.3, 'topic'],
    [0.4, 'leadsourcecode', 'leadqualitycode'],
    [0.3, 'statuscode', 'statecode'],
    [0.3, 'leadid'],
  ],
  fields: {
    id: ['leadid', of('lead')],
    name: ['name', 'fullname'],
    company: ['companyname', 'company'],
    owner: ['owner', 'owneridname', 'ownerid', /^_ownerid_value/i],
    source: ['leadsource', 'leadsourcecodename', 'leadsourcecode'],
    status: ['statusreason', 'statuscodename', 'statuscode', 'status', 'statecode'],
    created_at: ['createdon'],
    opportunity: ['qualifyingopportunityid', /^_qualifyingopportunityid_value/i],
  },
  technical,
};

const users: ExportDescription = {
  ...dynamics,
  object: 'users',
  kind: 'owners',
  needs: [
    [of('user|benutzer'), 'systemuserid'],
    ['fullname', 'domainname', 'username'],
  ],
  signs: [
    [0.7, 'systemuserid', of('user|benutzer')],
    [0.2, 'businessunit', 'businessunitid'],
    [0.2, 'domainname'],
  ],
  keyRepeats: false,
  fields: {
    key: ['systemuserid', of('user|benutzer')],
    name: ['fullname'],
    team: ['businessunit', 'businessunitidname', 'businessunitid', 'title'],
  },
  technical,
};

/** What was said on closing: a second record beside the opportunity. */
const closes: ExportDescription = {
  ...dynamics,
  object: 'a list of closing records, which repeat what the opportunities say',
  kind: 'passed-over',
  needs: [['opportunitycloseid', 'actualend'], ['actualrevenue'], ['opportunityid']],
  never: ['estimatedvalue'],
  signs: [[0.8, 'actualend']],
  fields: {},
};

export const dynamicsExports: readonly ExportDescription[] = [
  opportunities,
  activities,
  accounts,
  leads,
  users,
  closes,
];
