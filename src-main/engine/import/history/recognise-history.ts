import type { FileKind } from '#shared/model/fields';
import { type Recognition, recognise, sureEnough } from '../recognise';
import type { RepeatingColumns } from './repeating-columns';

/**
 * What a table is that has the values of a property with their times side by side: a log, or a list of opportunities
 * where enough of one stands before them. `given` is the user's word for the kind. Null without such columns.
 */
export function recogniseHistory(
  headers: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  repeating: RepeatingColumns | null,
  given: FileKind | undefined,
): Recognition | null {
  if (!repeating || (given && given !== 'stage-history')) return null;
  const list = given ? null : recogniseRest(headers, rows, repeating);
  if (list) return list;
  const { value, at } = repeating.pairs[0]!;
  const isHubspot = /^(record|deal)[ _]?id$|^hs_/i.test(headers[repeating.id] ?? '');
  return {
    ...recognise(headers, rows, { kind: 'stage-history' }),
    system: isHubspot ? 'hubspot' : 'generic',
    systemLabel: isHubspot ? 'HubSpot' : 'Table',
    object: 'property history, one row a deal',
    confidence: 0.9,
    reason: `“${headers[value]}” and “${headers[at]}” come ${repeating.pairs.length} times in a row: the values of a property with their times.`,
    description: -1,
  };
}

/** The columns beside the history as a list of their own; an id, a name and one property do not make one. */
function recogniseRest(
  headers: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  { pairs, beside }: RepeatingColumns,
): Recognition | null {
  const taken = new Set([...pairs.flatMap(({ value, at }) => [value, at]), ...beside]);
  const rest = headers.map((_, i) => i).filter((i) => !taken.has(i));
  if (rest.length <= 3) return null;
  const list = recognise(
    rest.map((i) => headers[i]!),
    rows.map((row) => rest.map((i) => row[i] ?? null)),
  );
  return list.kind === 'opportunities' && list.confidence >= sureEnough ? list : null;
}
