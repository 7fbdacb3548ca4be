import { headerText } from './words/read-header';

/**
 * A header as recognition compares it: letters and digits only, lower case, without accents and without the `__c` of
 * Salesforce's own fields. `StageName`, `stage_name` and `Stage Name` become the same.
 */
export function normaliseHeader(header: string): string {
  return headerText(header).replaceAll(' ', '');
}

const unit = /\s*[([（【][^()[\]（）【】]*[)\]）】]\s*$/u;
const object =
  /^(deal|opportunity|lead|potential|neg[oó]cio|trato|affaire|transaction|сделка|딜|案件|商談|商机)\s+[-–—:|]\s+/iu;

/** The ways to read a header, as written first: then without a unit behind it and without its object before it. */
export function headerVariants(header: string): string[] {
  const plain = header.replace(unit, '');
  const own = plain.replace(object, '');
  const all = [header, plain, own].map(normaliseHeader).filter((text) => text !== '');
  return [...new Set(all)];
}
