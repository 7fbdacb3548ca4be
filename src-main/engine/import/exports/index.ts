import { bitrixExports } from './bitrix24';
import { brazilExports } from './brazil';
import { chinaExports } from './china';
import { closeExports } from './close';
import { copperExports } from './copper';
import type { ExportDescription } from './description';
import { dynamicsExports } from './dynamics';
import { freshsalesExports } from './freshsales';
import { hubspotExports } from './hubspot';
import { netsuiteExports } from './netsuite';
import { odooExports } from './odoo';
import { passedOver } from './passed-over';
import { pipedriveExports } from './pipedrive';
import { plainLogs } from './plain-log';
import { salesforceExports } from './salesforce';
import { zohoExports } from './zoho';

/** Every export that is known: of two that fit equally the first is taken. */
export const knownExports: readonly ExportDescription[] = [
  ...salesforceExports,
  ...hubspotExports,
  ...pipedriveExports,
  ...zohoExports,
  ...dynamicsExports,
  ...odooExports,
  ...freshsalesExports,
  ...closeExports,
  ...copperExports,
  ...bitrixExports,
  ...netsuiteExports,
  ...brazilExports,
  ...chinaExports,
  ...plainLogs,
  ...passedOver,
];
