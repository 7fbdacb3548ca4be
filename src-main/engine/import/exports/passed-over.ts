import type { ExportDescription } from './description';

const general = { system: 'generic', language: 'en', kind: 'passed-over', fields: {} } as const;

/** Explains the columns of other files; there are no deals in it. */
const dataDictionary: ExportDescription = {
  ...general,
  systemLabel: 'Data dictionary',
  object: 'a description of other files',
  needs: [
    ['field', 'column', 'fieldname', 'columnname', 'variable', 'attribute'],
    ['description', 'definition', 'meaning', 'explanation'],
  ],
  never: ['newvalue', 'oldvalue', 'stage', 'amount'],
  signs: [
    [0.6, 'field', 'column', 'fieldname', 'columnname', 'variable', 'attribute'],
    [0.6, 'description', 'definition', 'meaning', 'explanation'],
    [0.4, 'table', 'tablename', 'file', 'dataset', 'type', 'datatype'],
  ],
};

const targets: ExportDescription = {
  ...general,
  systemLabel: 'Targets',
  object: 'a list of targets, which are not measured against',
  needs: [
    ['quota', 'quotaamount', 'monthlyquota', 'quarterlyquota', 'target', 'targetamount', 'salestarget'],
    ['month', 'startdate', 'period', 'quarter', 'fiscalquarter', 'fiscalperiod', 'year', 'date'],
  ],
  never: ['stage', 'stagename', 'dealstage', 'closedate'],
  signs: [
    [0.6, 'quota', 'quotaamount', 'monthlyquota', 'quarterlyquota', 'target', 'targetamount', 'salestarget'],
    [0.3, 'month', 'startdate', 'period', 'quarter', 'fiscalquarter', 'fiscalperiod'],
    [0.3, 'quotaownerid', 'attainmentpct', 'attainment', 'bookings'],
    [0.2, 'repid', 'ownerid', 'owner', 'rep', 'repname', 'team'],
  ],
};

const leads: ExportDescription = {
  ...general,
  systemLabel: 'Leads',
  object: 'a list of leads, which are not opportunities yet',
  needs: [
    ['leadstatus', 'leadid', 'mqlid'],
    ['company', 'email', 'lastname', 'origin', 'leadsource', 'firstcontactdate', 'leadowner'],
  ],
  never: ['stage', 'stagename', 'dealstage', 'amount', 'subject', 'activitytype', 'opportunityid', 'dealid'],
  signs: [
    [0.5, 'leadstatus'],
    [0.4, 'leadid', 'mqlid'],
    [0.3, 'leadowner'],
    [0.3, 'leadsource', 'origin'],
    [0.2, 'lastname', 'email', 'company'],
    [0.3, 'firstcontactdate', 'converted', 'isconverted'],
  ],
};

/** Files that come along with an export and are left alone, each with a word on what it is. */
export const passedOver: readonly ExportDescription[] = [dataDictionary, targets, leads];
