import type { Mapping } from '#shared/model/mapping';

/** What a mapping corrects, in a few words: `2 columns, 4 stages, date order`. */
export function correctionsText(mapping: Mapping): string {
  const parts = [
    countText(mapping.columns, 'column'),
    countText(mapping.stages, 'stage'),
    countText(Object.assign({}, ...Object.values(mapping.matches ?? {})), 'name'),
    mapping.kind && 'what it holds',
    mapping.dateOrder && 'order of dates',
    mapping.decimal && 'decimal mark',
    mapping.currency && 'currency',
    mapping.list && 'whole or filtered list',
  ];
  return parts.filter((part) => part).join(', ');
}

function countText(entries: object | undefined, one: string): string | null {
  const count = Object.keys(entries ?? {}).length;
  return count === 0 ? null : `${count} ${count === 1 ? one : `${one}s`}`;
}
