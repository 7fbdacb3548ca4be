import type { ExportDescription } from './description';

/** Opportunities of Close.com; what others call an account is a lead here. */
const opportunities: ExportDescription = {
  system: 'close',
  systemLabel: 'Close',
  object: 'opportunities',
  kind: 'opportunities',
  needs: [
    ['statustype', 'statuslabel', 'statusdisplayname', 'pipelinename', 'valueperiod'],
    ['leadname', 'leadid', 'datewon', 'datelost', 'valueperiod'],
    ['value', 'confidence', 'datecreated'],
  ],
  never: ['stagename', 'dealname'],
  signs: [
    [0.4, 'statustype'],
    [0.4, 'statuslabel'],
    [0.4, 'valueperiod'],
    [0.25, 'confidence'],
    [0.3, 'datewon'],
    [0.2, 'datelost'],
    [0.2, 'leadname'],
    [0.2, 'datecreated'],
    [0.2, 'annualizedvalue', 'valueformatted', 'valuecurrency', 'expectedvalue'],
    [0.2, 'username'],
  ],
  contents: [{ weight: 0.7, column: ['id', 'opportunityid'], values: /^oppo_\w+/ }],
  keyRepeats: false,
  fields: {
    id: ['id', 'opportunityid'],
    name: ['note', 'opportunityname'],
    account: ['leadname', 'leadid'],
    owner: ['username', 'userid', 'user'],
    pipeline: ['pipelinename', 'pipelineid'],
    stage: ['statuslabel', 'statusdisplayname', 'statusid'],
    status: ['statustype'],
    amount: ['value'],
    currency: ['valuecurrency'],
    probability: ['confidence'],
    created_at: ['datecreated'],
    expected_close: ['expecteddatewon', 'expecteddateclose', 'estimatedclose', 'closedate'],
    closed_at: ['datewon', 'dateclosed', 'closedat'],
    lost_at: ['datelost'],
  },
  notFields: [
    'dateupdated',
    'annualizedvalue',
    'expectedvalue',
    'valueformatted',
    'valueperiod',
    'contactname',
  ],
  technical: ['updatedby', 'createdby', 'organizationid'],
};

/** Every move of an opportunity between statuses. */
const statusChanges: ExportDescription = {
  system: 'close',
  systemLabel: 'Close',
  object: 'status changes of opportunities',
  kind: 'stage-history',
  needs: [
    ['opportunityid'],
    ['newstatuslabel', 'newstatustype', 'newstatusid'],
    ['datecreated', 'activityat'],
  ],
  signs: [
    [0.5, 'newstatuslabel'],
    [0.4, 'oldstatuslabel'],
    [0.3, 'newstatustype'],
    [0.2, 'datecreated', 'activityat'],
  ],
  keyRepeats: true,
  fields: {
    id: ['opportunityid'],
    at: ['activityat', 'datecreated'],
    stage: ['newstatuslabel', 'newstatusid'],
    amount: ['opportunityvalue'],
    owner: ['username', 'userid'],
    sequence: ['id'],
  },
};

export const closeExports: readonly ExportDescription[] = [opportunities, statusChanges];
