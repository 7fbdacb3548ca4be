import type { Evidence } from '#shared/model/evidence';
import type { FileKind } from '#shared/model/fields';
import type { StageKind } from '#shared/model/stage';
import type { ColumnReport, FileReport } from '#shared/results/workspace';

export const kindLabels: Record<FileKind, string> = {
  opportunities: 'Deals',
  'stage-history': 'Stage history',
  activities: 'Activities',
  accounts: 'Accounts',
  products: 'Products',
  owners: 'Owners',
  leads: 'Leads',
  targets: 'Targets',
  rates: 'Exchange rates',
};

export const stageKindLabels: Record<StageKind, string> = {
  open: 'Open',
  won: 'Won',
  lost: 'Lost',
  post: 'After winning',
};

export const typeLabels: Record<ColumnReport['type'], string> = {
  text: 'Text',
  amount: 'Amount',
  number: 'Number',
  day: 'Day',
  instant: 'Date and time',
  boolean: 'Yes or no',
  empty: 'Empty',
};

export const evidenceLabels: Record<Evidence, string> = {
  log: 'Full stage log',
  dates: 'Stage dates',
  snapshots: 'Dated exports',
  state: 'Current state only',
};

/** What each grade supports, and which export would give more. */
export const evidenceMeanings: Record<Evidence, string> = {
  log: 'Every stage change is on record, so conversion and time in stage are measured, not inferred.',
  dates:
    'The day each stage was entered is known, but repeat visits and backward moves are not. A stage history export adds them.',
  snapshots:
    'Stage changes are known to the day of an export. Exporting more often, or a stage history export, makes them exact.',
  state:
    'Only the present stage, the creation and the closing are known. A stage history export adds conversion and time by stage.',
};

const systemLabels: Record<string, string> = {
  generic: 'Plain tables',
  'plain-log': 'Event log',
  salesforce: 'Salesforce',
  hubspot: 'HubSpot',
  agendor: 'Agendor',
  bitrix24: 'Bitrix24',
  close: 'Close',
  copper: 'Copper',
  dynamics: 'Dynamics 365',
  freshsales: 'Freshsales',
  fxiaoke: '纷享销客',
  kingdee: '金蝶',
  netsuite: 'NetSuite',
  odoo: 'Odoo',
  pipedrive: 'Pipedrive',
  rdstation: 'RD Station',
  wukong: '悟空CRM',
  xiaoshouyi: '销售易',
  zoho: 'Zoho CRM',
};

/** A system's name as people write it; its code where it has no other. */
export function systemLabel(system: string): string {
  return systemLabels[system] ?? system;
}

const delimiterLabels: Record<string, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

/** What a table was read from, in a few words. */
export function formatText({ format, encoding, delimiter }: FileReport): string {
  if (format !== 'text') return formatLabels[format];
  return `${encoding.toUpperCase()} · ${delimiterLabels[delimiter] ?? `“${delimiter}”`} separated`;
}

const formatLabels: Record<Exclude<FileReport['format'], 'text'>, string> = {
  xlsx: 'Sheet of a workbook',
  json: 'JSON',
  ndjson: 'JSON, one record a line',
  parquet: 'Parquet',
};

/** `1 deal`, `8,800 deals` */
export function counted(count: number, text: string, one: string, many = `${one}s`): string {
  return `${text} ${count === 1 ? one : many}`;
}
