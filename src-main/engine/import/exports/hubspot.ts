import type { ExportDescription } from './description';

const hubspot = { system: 'hubspot', systemLabel: 'HubSpot', language: 'en' } as const;

/** Two generations of the same columns can stand side by side: double quotes are the newer. */
const stageDate = [
  /^Date entered "(?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?"$/i,
  /^Date entered '(?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?'$/i,
  /^Date entered “(?<stage>.+?)(?: \((?<pipeline>[^()]+)\))?”$/i,
  /^hs_v2_date_entered_(?<stage>\w+)$/,
  /^hs_date_entered_(?<stage>\w+)$/,
];

const perStage = [
  /^Date exited ["'“]/i,
  /^(Latest|Cumulative) time in ["'“]/i,
  /^Time in ["'“]/i,
  /^hs_(v2_)?(date_exited|time_in|latest_time_in|cumulative_time_in)_/,
] as const;

const fields = {
  id: ['recordid', 'dealid', 'hsobjectid', 'id'],
  name: ['dealname', 'propertydealname'],
  account: ['associatedcompany', 'companyname', 'associatedcompanyprimary', 'primarycompany'],
  owner: ['dealowner', 'hubspotownerid', 'ownerid'],
  team: ['hubspotteam', 'hubspotteamid'],
  pipeline: ['pipeline', 'pipelinename', 'dealpipelineid', 'pipelineid'],
  stage: ['dealstage', 'stagename', 'dealpipelinestageid'],
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
  amount: ['amount', 'propertyamount', 'amountincompanycurrency', 'amountinhomecurrency'],
  currency: ['currency', 'dealcurrencycode'],
  probability: ['dealprobability', 'hsdealstageprobability'],
  forecast_category: ['forecastcategory', 'hsmanualforecastcategory'],
  created_at: ['createdate', 'propertycreatedate', 'createdat'],
  close: ['closedate', 'propertyclosedate'],
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
    ['dealname', 'propertydealname', 'dealid', 'recordid', 'hsobjectid'],
    ['dealstage', 'dealpipelinestageid', 'pipelineid', ...stageDate],
  ],
  never: ['fromstage'],
  signs: [
    [0.4, /^Record ID$/i],
    [0.35, /^Deal Stage$/i, 'dealpipelinestageid'],
    [0.3, /^Deal Name$/i, 'propertydealname'],
    [0.3, /^Deal owner$/i],
    [0.5, /^dealname$/],
    [0.5, /^dealstage$/],
    [0.5, /^closedate$/, /^createdate$/],
    [0.3, /^Create Date$/i],
    [0.6, ...stageDate],
    [0.5, /^hs_/],
    [0.4, /^Is Closed Won$/i],
    [0.3, /^Original Traffic Source/i],
    [0.3, 'amountincompanycurrency', 'amountinhomecurrency'],
    [0.2, /^Associated (Company|Contact)/i],
    [0.4, /^property_/],
    [0.3, 'pipelineid', 'dealpipelineid'],
    [0.2, 'portalid'],
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
    /^_fivetran_/,
    'portalid',
  ],
  stageDate,
};

export const hubspotExports: readonly ExportDescription[] = [deals];
