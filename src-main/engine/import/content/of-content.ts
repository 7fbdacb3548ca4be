import type { Mapping } from '#shared/model/mapping';
import type { ColumnContent } from '../column-content';
import { kindProfiles } from '../kind-profiles';
import type { Recognition } from '../recognise';
import type { ContentReading } from './nameless-table';

const objects = new Map(kindProfiles.map(({ kind, object }) => [kind, object]));

/** What a table without header is taken for. */
export function ofContent(
  { kind: read, confidence, meanings }: ContentReading,
  contents: readonly ColumnContent[],
  mapping: Mapping,
): Recognition {
  const kind = mapping.kind ?? read;
  const object = kind ? (objects.get(kind) ?? 'table of a kind that was given') : 'table of unknown kind';
  const columns = meanings.map(({ index }) => `“${contents[index]?.name}”`).slice(0, 4);
  const because =
    columns.length > 0
      ? `The values of ${columns.join(', ')} are those of a ${object}.`
      : 'Its values do not tell what it is.';
  return {
    system: 'generic',
    systemLabel: 'Table',
    object,
    kind,
    passedOver: false,
    language: 'en',
    confidence: mapping.kind ? Math.max(confidence, 0.5) : Math.round(confidence * 1000) / 1000,
    reason: `${mapping.kind ? 'The kind was given. ' : ''}There is no header. ${because}`,
    description: -1,
  };
}
