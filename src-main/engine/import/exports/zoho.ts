import type { ExportDescription } from './description';

const zoho = { system: 'zoho', systemLabel: 'Zoho CRM' } as const;
const zohoIds = [{ weight: 0.7, column: ['recordid', 'id'], values: /^zcrm_\d+$/ }] as const;

const deals: ExportDescription = {
  ...zoho,
  object: 'deals',
  kind: 'opportunities',
  needs: [
    ['dealname', 'potentialname', 'dealowner', 'potentialowner', 'dealownerid'],
    ['stage', 'closingdate'],
    ['closingdate', 'createdtime', 'stagemodifiedtime', 'dealownerid', 'potentialowner', 'reasonforloss'],
  ],
  never: ['dealstage', 'movedto', 'stageduration', 'stagedurationcalendardays', 'subject', 'closedate'],
  signs: [
    [0.45, 'closingdate'],
    [0.5, 'potentialname', 'potentialowner'],
    [0.3, 'dealname'],
    [0.3, 'dealowner', 'dealownerid'],
    [0.25, 'createdtime'],
    [0.3, /\.id$/i],
    [0.3, 'stagemodifiedtime'],
    [0.4, 'reasonforloss', 'reasonforlosss'],
    [0.3, 'leadconversiontime', 'salescycleduration', 'overallsalesduration'],
    [0.2, 'recordid'],
    [0.2, 'changelogtime'],
    [0.1, 'leadsource'],
  ],
  contents: zohoIds,
  keyRepeats: false,
  // Potentials without an id of their own come out of leads.
  lentIds: ['leadid'],
  fields: {
    id: ['recordid', 'dealid', 'potentialid', 'id'],
    name: ['dealname', 'potentialname'],
    account: ['accountname', 'accountnameid'],
    owner: ['dealowner', 'potentialowner', 'owner', 'dealownerid', 'ownerid'],
    pipeline: ['pipeline'],
    stage: ['stage'],
    source: ['leadsource'],
    lead_type: ['type'],
    amount: ['amount'],
    currency: ['currency'],
    probability: ['probability'],
    forecast_category: ['forecastcategory', 'forecasttype'],
    created_at: ['createdtime'],
    close: ['closingdate'],
    stage_changed_at: ['stagemodifiedtime'],
    loss_reason: ['reasonforloss', 'reasonforlosss'],
    next_step: ['nextstep'],
    last_activity_at: ['lastactivitytime'],
  },
  notFields: [
    'expectedrevenue',
    'modifiedtime',
    'accountnameid',
    'campaignid',
    'contactname',
    'contactnameid',
    'createdbyid',
  ],
  technical: ['modifiedbyid', 'changelogtime', 'locked', 'recordimage'],
};

/** The related list “Stage History”: one row for each stage a deal left. */
const stageHistory: ExportDescription = {
  ...zoho,
  object: 'stage history of deals',
  kind: 'stage-history',
  needs: [
    ['stage', 'movedto'],
    ['stageduration', 'stagedurationcalendardays', 'movedto', 'durationdays'],
    ['modifiedtime', 'lastmodifiedtime'],
    ['dealname', 'potentialname', 'dealid', 'potentialid', 'parentid', 'recordid'],
  ],
  signs: [
    [0.5, 'stageduration', 'stagedurationcalendardays'],
    [0.4, 'movedto'],
    [0.4, 'modifiedtime'],
    [0.2, 'closingdate'],
    [0.2, 'modifiedby'],
  ],
  keyRepeats: true,
  fields: {
    id: ['dealid', 'potentialid', 'parentid', 'dealname', 'potentialname', 'recordid'],
    at: ['modifiedtime', 'lastmodifiedtime'],
    stage: ['movedto', 'stage'],
    amount: ['amount'],
    expected_close: ['closingdate'],
    owner: ['modifiedby'],
    probability: ['probability'],
  },
};

const activity = (object: string, own: readonly string[], more: readonly string[]): ExportDescription => ({
  ...zoho,
  object,
  kind: 'activities',
  needs: [[...own], ['subject', 'title', 'activitytype', ...more], [...more, 'createdtime', 'duedate']],
  never: ['stage', 'dealstage', 'amount', 'activitydate'],
  signs: [
    [0.6, ...own],
    [0.2, ...more],
    [0.25, 'createdtime'],
    [0.25, 'semodule', 'whoidid', 'potentialid', 'relatedto', 'whatidid'],
    [0.2, 'modifiedtime'],
    [0.1, 'subject', 'title'],
  ],
  fields: {
    opportunity: ['dealid', 'potentialid', 'dealname', 'potentialname', 'whatid', 'relatedtoid', 'relatedto'],
    lead: ['leadid'],
    at: [
      'callstarttime',
      'startdatetime',
      'starttime',
      'from',
      'start',
      'closedtime',
      'duedate',
      'createdtime',
    ],
    type: ['activitytype', 'calltype', 'type'],
    subject: ['subject', 'title'],
    owner: ['taskowner', 'eventowner', 'callowner', 'meetingowner', 'host', 'owner'],
    status: ['status', 'callstatus', 'callresult'],
  },
  technical: ['whoidid', 'semodule', 'modifiedtime'],
});

const leads: ExportDescription = {
  ...zoho,
  object: 'leads',
  kind: 'leads',
  needs: [
    ['leadowner', 'leadstatus', 'leadownerid'],
    ['createdtime', 'leadownerid', 'recordid'],
    ['company', 'lastname', 'fullname', 'leadname'],
  ],
  never: ['stage', 'subject', 'closingdate'],
  signs: [
    [0.35, 'leadstatus'],
    [0.35, 'leadowner', 'leadownerid'],
    [0.4, 'createdtime'],
    [0.2, 'leadsource'],
    [0.2, 'company'],
    [0.2, 'converted', 'isconverted'],
  ],
  contents: zohoIds,
  keyRepeats: false,
  fields: {
    id: ['recordid', 'leadid', 'id'],
    name: ['fullname', 'leadname', 'lastname'],
    company: ['company'],
    owner: ['leadowner', 'owner', 'leadownerid'],
    source: ['leadsource'],
    status: ['leadstatus'],
    created_at: ['createdtime'],
    is_converted: ['converted', 'isconverted'],
    converted_at: ['convertedtime', 'leadconversiontime', 'converteddatetime'],
    opportunity: ['converteddealid', 'converteddeal', 'convertedpotentialid'],
  },
};

const accounts: ExportDescription = {
  ...zoho,
  object: 'accounts',
  kind: 'accounts',
  needs: [
    ['accountname'],
    ['accountowner', 'accountownerid'],
    ['createdtime', 'recordid', 'accountownerid', 'accountnumber', 'accountid'],
  ],
  never: ['stage', 'subject', 'closingdate', 'opportunityname', 'billingstateprovince'],
  signs: [
    [0.4, 'accountowner', 'accountownerid'],
    [0.3, 'accountownerid'],
    [0.25, 'accounttype'],
    [0.25, 'createdtime'],
    [0.2, 'accountname'],
    [0.2, 'accountid', 'recordid'],
    [0.2, 'industry'],
    [0.2, 'tasksinvolved', 'sectors', 'siccode', 'rating'],
  ],
  contents: zohoIds,
  keyRepeats: false,
  fields: {
    key: ['recordid', 'accountid', 'id'],
    name: ['accountname'],
    segment: ['industry', 'accounttype'],
    region: ['billingcountry', 'territories', 'billingstate'],
  },
};

const users: ExportDescription = {
  ...zoho,
  object: 'users',
  kind: 'owners',
  needs: [[/^user_?id$/i], ['lastname', 'fullname'], ['email', 'role', 'profile']],
  never: ['stage', 'company', 'leadstatus', 'username', 'repid'],
  signs: [
    [0.35, /^user_?id$/i],
    [0.2, 'firstname'],
    [0.2, 'lastname', 'fullname'],
    [0.2, 'email'],
    [0.3, 'role'],
    [0.3, 'profile'],
  ],
  keyRepeats: false,
  fields: { key: ['userid'], name: ['fullname', 'lastname'], team: ['role'], region: ['country'] },
  notFields: ['profile'],
};

const quotes: ExportDescription = {
  ...zoho,
  object: 'a list of quotes, which are not measured',
  kind: 'passed-over',
  needs: [
    ['quotestage', 'quoteowner', 'quoteid', 'quotenumber'],
    ['grandtotal', 'validtill', 'subtotal', 'subject'],
  ],
  signs: [
    [0.5, 'quotestage'],
    [0.5, 'quoteowner'],
    [0.4, 'validtill'],
    [0.3, 'grandtotal'],
  ],
  fields: {},
};

export const zohoExports: readonly ExportDescription[] = [
  deals,
  stageHistory,
  activity('tasks', ['taskowner', 'taskownerid'], ['duedate', 'closedtime']),
  activity(
    'events',
    ['eventowner', 'eventownerid', 'meetingowner', 'host', 'hostid'],
    ['startdatetime', 'enddatetime', 'from', 'to', 'allday'],
  ),
  activity('calls', ['callowner', 'callownerid'], ['callstarttime', 'calltype', 'callduration']),
  leads,
  accounts,
  users,
  quotes,
];
