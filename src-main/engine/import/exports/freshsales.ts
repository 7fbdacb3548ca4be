import type { ExportDescription } from './description';

const freshsales = { system: 'freshsales', systemLabel: 'Freshsales' } as const;

const deals: ExportDescription = {
  ...freshsales,
  object: 'deals',
  kind: 'opportunities',
  needs: [
    [
      'dealvalue',
      'dealstageid',
      'dealpipelineid',
      'salesaccountid',
      'salesaccountname',
      'salesowner',
      'dealreasonid',
    ],
    ['dealstage', 'dealstageid', 'dealpipeline', 'dealpipelineid', 'dealname', 'dealvalue'],
    ['name', 'dealname', 'id', 'dealid'],
    [
      'owner',
      'ownerid',
      'salesowner',
      'accountname',
      'salesaccountid',
      'salesaccount',
      'salesaccountname',
      'expectedclosedate',
      'closeddate',
      'lostreason',
      'dealpipeline',
      'relatedcontacts',
      'expectedclose',
    ],
  ],
  never: ['recordid', 'opportunityid', 'salesagent', 'closingdate', 'stagename', 'closevalue', 'dealdate'],
  signs: [
    [0.35, /^Deal value/i],
    [0.3, 'dealstage'],
    [0.3, 'dealpipeline'],
    [0.5, 'dealstageid'],
    [0.5, 'dealpipelineid'],
    [0.5, 'salesaccountid', 'salesaccountname', 'salesaccount'],
    [0.5, 'dealreasonid', 'dealproductid', 'dealpaymentstatusid', 'dealtypeid'],
    [0.3, 'paymentstatus'],
    [0.3, 'relatedcontacts'],
    [0.3, 'salesowner'],
    [0.2, 'expecteddealvalue', 'dealvalueinbasecurrency', 'basecurrencyamount'],
    [0.1, 'lostreason'],
    [0.1, 'accountname'],
    [0.2, 'stageupdatedtime', 'dealstageupdatedat'],
  ],
  keyRepeats: false,
  fields: {
    id: ['id', 'dealid'],
    name: ['name', 'dealname'],
    account: ['accountname', 'salesaccount', 'salesaccountname', 'salesaccountid'],
    owner: ['salesowner', 'owner', 'ownername', 'ownerid'],
    pipeline: ['dealpipeline', 'dealpipelineid'],
    stage: ['dealstage', 'dealstageid'],
    amount: ['dealvalue', 'amount', 'dealvalueinbasecurrency', 'basecurrencyamount'],
    currency: ['currency', 'dealcurrency', 'currencyid'],
    created_at: ['createdat', 'createdtime', 'createddate'],
    expected_close: ['expectedclosedate', 'expectedclose'],
    closed_at: ['closeddate', 'closedat', 'closedate'],
    stage_changed_at: ['stageupdatedtime', 'stageupdatedat', 'dealstageupdatedat', 'stageupdateddate'],
    loss_reason: ['lostreason', 'dealreason', 'dealreasonid'],
    lead_type: ['type', 'dealtype', 'dealtypeid'],
    product: ['product', 'products', 'dealproduct', 'dealproductid'],
    source: ['source', 'leadsource', 'leadsourceid'],
  },
  notFields: ['paymentstatus', 'dealpaymentstatusid', 'expecteddealvalue'],
};

const activities: ExportDescription = {
  ...freshsales,
  object: 'sales activities',
  kind: 'activities',
  needs: [
    ['salesactivitytype', 'salesactivitytypeid', 'salesactivityoutcome', 'targetabletype', 'targetableid'],
    ['title', 'startdate', 'duedate'],
  ],
  signs: [
    [0.5, 'salesactivitytype', 'salesactivitytypeid'],
    [0.4, 'targetabletype', 'targetableid'],
    [0.3, 'salesactivityoutcome', 'outcomeid'],
  ],
  fields: {
    opportunity: ['targetableid', 'relatedto', 'deal'],
    at: ['startdate', 'duedate', 'completeddate', 'createdat'],
    type: ['salesactivitytype', 'salesactivitytypeid'],
    subject: ['title'],
    owner: ['owner', 'ownerid'],
  },
};

export const freshsalesExports: readonly ExportDescription[] = [deals, activities];
