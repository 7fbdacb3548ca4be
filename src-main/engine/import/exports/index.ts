import type { ExportDescription } from './description';
import { genericTables } from './generic';
import { hubspotExports } from './hubspot';
import { passedOver } from './passed-over';
import { plainLogs } from './plain-log';
import { salesforceExports } from './salesforce';
import { versionTables } from './version-tables';

/** Every export that is known, systems before general forms: of two that fit equally the first is taken. */
export const knownExports: readonly ExportDescription[] = [
  ...versionTables,
  ...salesforceExports,
  ...hubspotExports,
  ...plainLogs,
  ...genericTables,
  ...passedOver,
];
