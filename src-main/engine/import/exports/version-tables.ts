import type { ExportDescription } from './description';
import { hasAny, headerOf } from './match-header';

/** HubSpot's history of properties: the export of a property's history, and the table that connectors make of it. */
const propertyHistory: ExportDescription = {
  system: 'hubspot',
  systemLabel: 'HubSpot',
  object: 'history of deal properties',
  kind: 'stage-history',
  needs: [
    ['dealid', 'recordid', 'objectid', 'hsobjectid'],
    ['property', 'propertyname', 'name'],
    ['value', 'propertyvalue'],
    ['timestamp', 'changedate', 'dateofchange', 'changedat'],
  ],
  never: ['oldvalue', 'amount', 'dealstage'],
  signs: [
    [0.5, 'dealid', 'recordid', 'objectid', 'hsobjectid'],
    [0.5, 'property', 'propertyname', 'name'],
    [0.4, 'value', 'propertyvalue'],
    [0.4, 'timestamp', 'changedate', 'dateofchange', 'changedat'],
    [0.3, 'source', 'changesource', 'sourcetype', 'sourceid'],
    [0.2, /^_fivetran_synced$/],
  ],
  keyRepeats: true,
  fields: {
    id: ['dealid', 'recordid', 'objectid', 'hsobjectid'],
    field: ['property', 'propertyname', 'name'],
    new_value: ['value', 'propertyvalue'],
    at: ['timestamp', 'changedate', 'dateofchange', 'changedat'],
  },
  notFields: ['source', 'sourceid', 'changesource', 'sourcetype', 'value', 'name'],
  technical: [/./],
};

const started = [/^_fivetran_start$/i, /^dbt_valid_from$/i, /^valid_from$/i];

/** Whether rows can be versions of one deal: the same columns stand in tables that keep the newest version only. */
export function canBeVersions(headers: readonly string[]): boolean {
  return hasAny(headers.map(headerOf), started);
}

/**
 * Every version of a deal with the moment it began, as warehouses keep them: what changed is in the difference. By its
 * headers it is a list of opportunities; only ids that repeat tell (`recogniseWhole`), so the signs are faint.
 */
const versions: ExportDescription = {
  system: 'salesforce',
  systemLabel: 'Warehouse table',
  object: 'versions of opportunities',
  kind: 'stage-history',
  needs: [
    ['stagename', 'stage', 'dealstage', 'dealpipelinestageid'],
    ['id', 'opportunityid', 'dealid'],
    started,
  ],
  signs: [
    [0.3, ...started],
    [0.2, /^_fivetran_(end|active)$/i, /^dbt_valid_to$/i, /^valid_to$/i],
    [0.2, 'stagename', 'stage', 'dealstage', 'dealpipelinestageid'],
    [0.1, 'id', 'opportunityid', 'dealid'],
  ],
  keyRepeats: true,
  fields: {
    id: ['id', 'opportunityid', 'dealid'],
    at: started,
    stage: ['stagename', 'stage', 'dealstage', 'dealpipelinestageid'],
    amount: ['amount', 'propertyamount'],
    expected_close: ['closedate', 'propertyclosedate'],
    owner: ['ownername', 'owner', 'ownerid', 'hubspotownerid'],
    probability: ['probability'],
  },
  notFields: [/^_fivetran_/, /^dbt_/, 'createddate', 'systemmodstamp', 'lastmodifieddate'],
  technical: [/^_fivetran_/, /^dbt_/, 'systemmodstamp', 'lastmodifieddate', 'validto'],
};

export const versionTables: readonly ExportDescription[] = [propertyHistory, versions];
