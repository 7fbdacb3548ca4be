import type { FileKind } from '#shared/model/fields';
import type { ColumnContent } from './column-content';
import { withMend } from './damage/mend';
import { headerOf, matches } from './exports/match-header';
import { type FormatHints, guessFormat, hasTime } from './guess-format';
import { standsBeside } from './history/settle-history';
import { type ColumnMeaning, typeOf } from './map-columns';
import type { TableColumns, TableMeanings } from './meanings-of-table';
import { descriptionOf } from './recognise';
import { durationFormat, isDurationField } from './stage-duration';
import type { StagedColumn, StagedFile } from './staged-file';

/** The columns of a table as their sample suggests to read them. */
export function draftColumns(
  { mapping, recognition }: StagedFile,
  kind: FileKind,
  { contents, wrapped, repeating }: TableColumns,
  { meanings, decimal }: TableMeanings,
): StagedColumn[] {
  const { technical = [] } = descriptionOf(recognition) ?? {};
  const counting = { units: mapping.units, system: recognition.system };
  return contents.map((content, i) => {
    const isTechnical = technical.some((sign) => matches(sign, headerOf(content.name)));
    const keep = !isTechnical && !standsBeside(i, repeating);
    const column = draftColumn(content, meanings[i]!, kind, { decimal }, keep);
    const read = isDurationField(column.field)
      ? { ...column, format: durationFormat(content, { decimal }, counting) }
      : column;
    return wrapped.has(i) ? withMend(read, { as: 'unwrapped' }) : read;
  });
}

/** `keep` says whether a column of no field is worth one. */
function draftColumn(
  content: ColumnContent,
  meaning: ColumnMeaning,
  kind: FileKind,
  hints: FormatHints,
  keep: boolean,
): StagedColumn {
  const want =
    meaning.stage !== undefined ? 'instant' : meaning.field === null ? null : typeOf(kind, meaning.field);
  const guess = guessFormat(content, want, hints);
  const timed = (guess.as === 'day' || guess.as === 'instant') && hasTime(content);
  const format =
    guess.as === 'day' || guess.as === 'instant'
      ? { ...guess, as: timed ? ('instant' as const) : ('day' as const) }
      : guess;
  return {
    ...meaning,
    index: content.index,
    keep: keep || meaning.field !== null || meaning.stage !== undefined,
    format,
    nulls: [],
    type: content.values.length === 0 ? 'empty' : format.as === 'duration' ? 'number' : format.as,
    samples: [...new Set(content.values)].slice(0, 5),
    filled: 0,
    bad: 0,
  };
}
