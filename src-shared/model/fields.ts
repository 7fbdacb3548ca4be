/**
 * The field dictionary: what a column of an export can mean. The keys are the column names of
 * `weir.opportunity`, of mapping files and of `--where` and `--by`.
 */
export type FieldType = 'text' | 'amount' | 'day' | 'instant' | 'boolean' | 'number';

export type FieldDefinition = {
  readonly field: string;
  readonly label: string;
  readonly type: FieldType;
  readonly meaning: string;
};

const f = (field: string, label: string, type: FieldType, meaning: string): FieldDefinition => ({
  field,
  label,
  type,
  meaning,
});

export const opportunityFields = [
  f('id', 'Opportunity id', 'text', 'What tells one opportunity from another, in every file'),
  f('name', 'Name', 'text', 'What people call the opportunity'),
  f('account', 'Account', 'text', 'The company that would buy'),
  f('owner', 'Owner', 'text', 'The rep who works it'),
  f('team', 'Team', 'text', 'The team or manager of the owner'),
  f('pipeline', 'Pipeline', 'text', 'Which pipeline it runs in, where there are several'),
  f('stage', 'Stage', 'text', 'The stage it is in'),
  f('status', 'Status', 'text', 'Open, won or lost, where the system keeps it apart from the stage'),
  f('is_won', 'Is won', 'boolean', 'True when it was won'),
  f('is_closed', 'Is closed', 'boolean', 'True when it is won or lost'),
  f('segment', 'Segment', 'text', 'Market segment or size class'),
  f('region', 'Region', 'text', 'Region, territory or office'),
  f('source', 'Source', 'text', 'Where the opportunity came from'),
  f('lead_type', 'Type', 'text', 'New business, renewal, expansion'),
  f('product', 'Product', 'text', 'What is sold'),
  f('amount', 'Amount', 'amount', 'What it is worth, in its own currency'),
  f('currency', 'Currency', 'text', 'Currency of the amount'),
  f('list_price', 'List price', 'amount', 'Price of the product, used where the opportunity has no amount'),
  f('probability', 'Probability', 'number', 'What the CRM says its chance is, in percent or as a fraction'),
  f('forecast_category', 'Forecast category', 'text', 'Commit, best case, pipeline or omitted'),
  f('created_at', 'Created', 'instant', 'When the opportunity began'),
  f('expected_close', 'Expected close', 'day', 'When it is expected to close'),
  f('closed_at', 'Closed', 'instant', 'When it was won or lost'),
  f('stage_changed_at', 'Last stage change', 'instant', 'When it came into its present stage'),
  f('loss_reason', 'Loss reason', 'text', 'Why it was lost'),
  f('next_step', 'Next step', 'text', 'What is to be done next'),
  f('next_step_date', 'Next step date', 'day', 'When the next step is due'),
  f('last_activity_at', 'Last activity', 'instant', 'When somebody last worked on it'),
  f('is_deleted', 'Is deleted', 'boolean', 'True when it was deleted in the CRM'),
  f('snapshot_date', 'Snapshot day', 'day', 'The day the row shows it as of, in lists of several days'),
] as const;

export const historyFields = [
  f('id', 'Opportunity id', 'text', 'The opportunity that changed'),
  f('at', 'Time', 'instant', 'When it changed'),
  f('stage', 'Stage', 'text', 'The stage it came into'),
  f('amount', 'Amount', 'amount', 'The amount from then on'),
  f('expected_close', 'Expected close', 'day', 'The expected close from then on'),
  f('owner', 'Owner', 'text', 'The owner from then on'),
  f('probability', 'Probability', 'number', 'What the CRM said its chance was'),
  f('sequence', 'Sequence', 'text', 'Orders changes of the same moment'),
  f('field', 'Changed field', 'text', 'Which field changed, in logs of one row a field'),
  f('old_value', 'Old value', 'text', 'What it was'),
  f('new_value', 'New value', 'text', 'What it became'),
] as const;

export const activityFields = [
  f('opportunity', 'Opportunity id', 'text', 'The opportunity it belongs to'),
  f('at', 'Time', 'instant', 'When it took place or was due'),
  f('type', 'Type', 'text', 'Call, e-mail, meeting or task'),
  f('subject', 'Subject', 'text', 'What it was about'),
  f('owner', 'Owner', 'text', 'Who did it'),
  f('status', 'Status', 'text', 'Whether it was done'),
  f('account', 'Account', 'text', 'The account it was with'),
  f('lead', 'Lead id', 'text', 'The lead it was with, which may have become an opportunity'),
  f('direction', 'Direction', 'text', 'Inbound or outbound'),
  f('duration', 'Duration', 'number', 'How long it took; in minutes unless the header says seconds or hours'),
  f('ended_at', 'End', 'instant', 'When it ended'),
  f('result', 'Result', 'text', 'What came of it: connected, no answer, replied, no show'),
] as const;

/** Tables that describe values of an opportunity field: `key` is the value, the rest are described columns. */
export const accountFields = [
  f('key', 'Account', 'text', 'The account as opportunities name it'),
  f('name', 'Account name', 'text', 'Its name, where the key is an id'),
  f('segment', 'Segment', 'text', 'Segment, sector or industry'),
  f('region', 'Region', 'text', 'Country or region'),
] as const;

export const productFields = [
  f('key', 'Product', 'text', 'The product as opportunities name it'),
  f('list_price', 'List price', 'amount', 'Its price'),
] as const;

export const ownerFields = [
  f('key', 'Owner', 'text', 'The owner as opportunities name them'),
  f('name', 'Owner name', 'text', 'Their name, where the key is an id'),
  f('team', 'Team', 'text', 'Team or manager'),
  f('region', 'Region', 'text', 'Region or office'),
] as const;

/** People and companies before they are opportunities. */
export const leadFields = [
  f('id', 'Lead id', 'text', 'What tells one lead from another'),
  f('name', 'Name', 'text', 'The person'),
  f('company', 'Company', 'text', 'Where the person works'),
  f('owner', 'Owner', 'text', 'The rep who works it'),
  f('source', 'Source', 'text', 'Where the lead came from'),
  f('status', 'Status', 'text', 'How far it got'),
  f('created_at', 'Created', 'instant', 'When the lead came in'),
  f('is_converted', 'Is converted', 'boolean', 'True when it became an opportunity or an account'),
  f('converted_at', 'Converted', 'instant', 'When it was converted'),
  f('opportunity', 'Opportunity id', 'text', 'The opportunity it became'),
  f('channel', 'Channel', 'text', 'The channel it came by, where that is kept apart from the source'),
  f('mql_at', 'Marketing qualified', 'instant', 'When marketing found it worth a talk'),
  f('assigned_at', 'Handed over', 'instant', 'When it was handed to a rep'),
  f('sql_at', 'Sales qualified', 'instant', 'When sales accepted it'),
  f('cost', 'Cost', 'amount', 'What it cost to win the lead'),
  f('referred_by', 'Referred by', 'text', 'The customer who referred it'),
] as const;

/** What is to be sold in a period, by a rep, a team or all. */
export const targetFields = [
  f('period', 'Period', 'text', 'Month, quarter or year, as a day in it or as a label such as FY2026-Q3'),
  f('period_year', 'Year', 'text', 'Year of the period, where it has a column of its own'),
  f('owner', 'Owner', 'text', 'Whose target it is; empty for the target of a team or of all'),
  f('team', 'Team', 'text', 'The team or division'),
  f('amount', 'Target', 'amount', 'What is to be sold in the period'),
  f('currency', 'Currency', 'text', 'Currency of the target'),
] as const;

/** What one unit of a currency is worth. */
export const rateFields = [
  f('currency', 'Currency', 'text', 'The currency that is converted, as its ISO code'),
  f('to', 'Into', 'text', 'The currency it is converted into; empty for the currency of the workspace'),
  f('day', 'Valid from', 'day', 'First day of this rate; empty where one rate holds always'),
  f('rate', 'Rate', 'number', 'How much of the other currency one unit is worth'),
] as const;

/** What one file holds. */
export const fileKinds = [
  'opportunities',
  'stage-history',
  'activities',
  'accounts',
  'products',
  'owners',
  'leads',
  'targets',
  'rates',
] as const;
export type FileKind = (typeof fileKinds)[number];

export const fieldsOfKind: Record<FileKind, readonly FieldDefinition[]> = {
  opportunities: opportunityFields,
  'stage-history': historyFields,
  activities: activityFields,
  accounts: accountFields,
  products: productFields,
  owners: ownerFields,
  leads: leadFields,
  targets: targetFields,
  rates: rateFields,
};

/** Fields that the engine's narrow tables carry, so that filters and breakdowns by them need no other table. */
export const narrowFields: readonly string[] =
  'owner team pipeline segment region source product lead_type'.split(' ');
