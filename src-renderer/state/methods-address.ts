import { type DefinitionKey, definitions } from '#shared/results/definitions';

/** The page Methods at a definition. */
export function methodPath(key: DefinitionKey): string {
  return `/methods?at=${key}`;
}

/** The id of a definition's place on the page. */
export function methodId(key: string): string {
  return `method-${key.replaceAll('.', '-')}`;
}

/** The id of the card of one page's methods. */
export function groupId(group: string): string {
  return `methods-${group}`;
}

/** The definition that a query string names; null where it names none. */
export function methodOf(text: string | null): DefinitionKey | null {
  return text !== null && text in definitions ? (text as DefinitionKey) : null;
}
