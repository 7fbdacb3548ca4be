import type { ExportDescription } from './description';
import { dictionary, type Words } from './dictionary';

const generic = { system: 'generic', systemLabel: 'Table', language: 'en', fields: {} } as const;
const all = ({ strong, weak = [] }: Words) => [...strong, ...weak];
const deal = dictionary.opportunities;
const stageWords = [...all(deal.stage!), ...all(deal.status!), ...deal.is_won!.strong];

const nameOfDeal = [...deal.id!.strong, ...deal.name!.strong].filter(
  (word) => typeof word === 'string' && /deal|opp|potential/.test(word),
);

const opportunities: ExportDescription = {
  ...generic,
  object: 'list of opportunities',
  kind: 'opportunities',
  needs: [
    stageWords,
    [...all(deal.id!), ...all(deal.name!)],
    [
      ...all(deal.amount!),
      ...all(deal.created_at!),
      ...all(deal.close!),
      ...all(deal.closed_at!),
      ...all(deal.expected_close!),
    ],
  ],
  signs: [
    [0.35, ...all(deal.stage!)],
    [0.2, ...all(deal.status!), ...deal.is_won!.strong],
    [0.35, ...deal.id!.strong.filter((word) => word !== 'id')],
    [0.15, ...all(deal.name!)],
    [0.25, ...all(deal.amount!)],
    [0.2, ...all(deal.created_at!)],
    [0.25, ...all(deal.close!), ...all(deal.expected_close!), ...all(deal.closed_at!)],
    [0.1, ...all(deal.owner!)],
    [0.1, ...all(deal.account!)],
    [0.1, ...all(deal.probability!)],
  ],
  keyRepeats: false,
};

/** Little more than an id that says deal and a stage. */
const bareOpportunities: ExportDescription = {
  ...generic,
  object: 'list of opportunities',
  kind: 'opportunities',
  needs: [deal.stage!.strong, nameOfDeal],
  signs: [
    [0.3, ...deal.stage!.strong],
    [0.3, ...nameOfDeal],
    [0.1, ...all(deal.owner!)],
    [0.1, ...all(deal.account!)],
  ],
  keyRepeats: false,
};

const activities: ExportDescription = {
  ...generic,
  object: 'list of activities',
  kind: 'activities',
  needs: [
    [
      'activitytype',
      'activityid',
      'activitydate',
      'activityat',
      'subject',
      'calltype',
      'callstarttime',
      'tasktype',
    ],
    all(dictionary.activities.at!),
  ],
  never: ['stage', 'stagename', 'dealstage', 'amount'],
  signs: [
    [0.4, 'activitytype', 'calltype', 'tasktype'],
    [0.3, 'activityid', 'taskid', 'eventid', 'callid'],
    [0.3, ...dictionary.activities.at!.strong],
    [0.3, 'subject'],
    [0.2, ...all(dictionary.activities.opportunity!)],
    [0.2, 'duration', 'durationminutes', 'durationinminutes', 'calldurationinseconds'],
  ],
};

const notAList = [
  ...stageWords,
  ...dictionary.opportunities.amount!.strong,
  'subject',
  'month',
  'quota',
  'monthlyquota',
];

const accounts: ExportDescription = {
  ...generic,
  object: 'list of accounts',
  kind: 'accounts',
  needs: [
    all(dictionary.accounts.name!),
    [
      'sector',
      'industry',
      'segment',
      'employees',
      'employeecount',
      'numberofemployees',
      'annualrevenue',
      'revenue',
      'yearestablished',
      'country',
      'website',
      'accounttype',
      'officelocation',
      'headquarters',
      'billingcountry',
    ],
  ],
  never: [...notAList, ...deal.created_at!.strong, 'salesagent', 'manager', 'leadstatus'],
  signs: [
    [0.45, ...dictionary.accounts.name!.strong.filter((word) => word !== 'name')],
    [0.2, 'name', 'accountid', 'companyid', 'customerid'],
    [0.3, 'sector', 'industry', 'segment', 'accounttype'],
    [0.3, 'employees', 'employeecount', 'numberofemployees'],
    [0.3, 'revenue', 'annualrevenue'],
    [0.2, 'country', 'officelocation', 'headquarters', 'region', 'website', 'billingcountry'],
    [0.2, 'yearestablished', 'founded', 'subsidiaryof', 'parentaccount'],
  ],
  keyRepeats: false,
};

const products: ExportDescription = {
  ...generic,
  object: 'list of products',
  kind: 'products',
  needs: [all(dictionary.products.key!), all(dictionary.products.list_price!)],
  never: [...notAList, 'opportunityid', 'dealid', 'account', 'quantity'],
  signs: [
    [0.5, ...dictionary.products.key!.strong],
    [0.15, ...(dictionary.products.key!.weak ?? [])],
    [0.5, ...all(dictionary.products.list_price!)],
    [0.2, 'series', 'family', 'productfamily', 'category', 'productline'],
  ],
  keyRepeats: false,
};

const owners: ExportDescription = {
  ...generic,
  object: 'list of owners and teams',
  kind: 'owners',
  needs: [
    [
      ...dictionary.owners.key!.strong.filter((word) => word !== 'id'),
      ...dictionary.opportunities.owner!.strong,
      'lastname',
      'fullname',
      'email',
    ],
    [...all(dictionary.owners.team!), ...all(dictionary.owners.region!), 'hiredate', 'email', 'firstname'],
  ],
  never: [
    ...notAList,
    'accountid',
    'company',
    'leadsource',
    'leadstatus',
    ...deal.id!.strong.filter((word) => word !== 'id'),
  ],
  signs: [
    [
      0.45,
      'salesagent',
      'salesrep',
      'rep',
      'repname',
      'salesperson',
      'seller',
      'agent',
      'owner',
      'ownername',
    ],
    [0.3, 'repid', 'userid', 'salesrepid', 'agentid', 'employeeid'],
    [0.4, ...dictionary.owners.team!.strong],
    [0.25, ...dictionary.owners.region!.strong],
    [0.2, 'hiredate', 'annualquota', 'quotamonthly', 'role'],
    [0.2, 'email'],
    [0.2, 'firstname', 'lastname', 'fullname'],
  ],
  keyRepeats: false,
};

export const genericTables: readonly ExportDescription[] = [
  opportunities,
  bareOpportunities,
  activities,
  accounts,
  products,
  owners,
];
