/**
 * A header as recognition compares it: letters and digits only, lower case, without the `__c` of Salesforce's own
 * fields. `StageName`, `stage_name` and `Stage Name` become the same.
 */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/__[cr]$/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
