import type { FileKind } from '#shared/model/fields';
import type { ColumnContent } from '../column-content';
import type { ColumnMeaning } from '../map-columns';
import { historyInCells } from './history-cells';
import type { RepeatingColumns } from './repeating-columns';

/** The columns of a history by what they hold: pairs of a value and its time, or all of them in one cell. */
export function withHistory(
  meanings: readonly ColumnMeaning[],
  kind: FileKind,
  contents: readonly ColumnContent[],
  repeating: RepeatingColumns | null,
): ColumnMeaning[] {
  const pairs = repeating ? pairsOf(repeating, contents) : [];
  const found = new Map([...pairs, ...cellsOf(contents, meanings)]);
  return meanings.map((meaning, i) => {
    if (meaning.confidence === 1 && meaning.field !== null) return meaning;
    // A log of this shape holds nothing else of a deal but what is always so.
    const free = repeating !== null && (kind === 'stage-history' || meaning.field === 'id');
    return found.get(i) ?? (free ? { ...meaning, field: null, reason: 'Kept as an extra field.' } : meaning);
  });
}

function pairsOf(
  { field, id, pairs, beside }: RepeatingColumns,
  contents: readonly ColumnContent[],
): [number, ColumnMeaning][] {
  const named = (place: number, to: string | null, reason: string): [number, ColumnMeaning] => [
    place,
    { column: contents[place]!.name, field: to, confidence: 0.9, reason },
  ];
  return [
    named(id, 'id', 'The id stands before the values.'),
    ...pairs.flatMap(({ value, at }, i) => [
      named(value, `${field}_${i + 1}`, `Value ${i + 1} of the ${field}, the newest first.`),
      named(at, `at_${i + 1}`, `Since when value ${i + 1} held.`),
    ]),
    ...beside.map((place) => named(place, null, 'Stands beside the values and says nothing of them.')),
  ];
}

function cellsOf(
  contents: readonly ColumnContent[],
  meanings: readonly ColumnMeaning[],
): [number, ColumnMeaning][] {
  const taken = new Set(meanings.flatMap(({ field }) => field ?? []));
  return contents.flatMap(({ name, values, index }): [number, ColumnMeaning][] => {
    const field = historyInCells(name, values);
    if (!field || taken.has(`${field}_history`)) return [];
    taken.add(`${field}_history`);
    const reason = 'Its cells hold values with their times.';
    return [[index, { column: name, field: `${field}_history`, confidence: 0.9, reason }]];
  });
}

/** Columns that stand beside the values of a history are bookkeeping. */
export function standsBeside(index: number, repeating: RepeatingColumns | null): boolean {
  return repeating?.beside.includes(index) ?? false;
}
