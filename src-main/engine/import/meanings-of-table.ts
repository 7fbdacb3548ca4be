import type { FileKind } from '#shared/model/fields';
import type { Decision } from '#shared/results/workspace';
import type { ColumnContent } from './column-content';
import type { ContentMeaning } from './content/nameless-table';
import { decideDecimal } from './decimal-mark';
import type { RepeatingColumns } from './history/repeating-columns';
import { withHistory } from './history/settle-history';
import { historyPart } from './history/value-history';
import { withLentId } from './lent-id';
import { type ColumnMeaning, mapColumns } from './map-columns';
import { descriptionOf } from './recognise';
import {
  withAmount,
  withClosedAt,
  withFullName,
  withKey,
  withoutIdleField,
  withPairedCurrency,
  withStageOfStatus,
} from './settle-meanings';
import { withDurations } from './stage-duration';
import type { Query, StagedFile } from './staged-file';

/** What the first rows show of the columns of a table. */
export type TableColumns = {
  contents: ColumnContent[];
  /** What values tell of columns without names. */
  told: readonly ContentMeaning[];
  /** Columns that show texts in formulas. */
  wrapped: ReadonlySet<number>;
  repeating: RepeatingColumns | null;
};

export type TableMeanings = { meanings: ColumnMeaning[]; decimal: '.' | ',' | null; decisions: Decision[] };

/** What each column means after those that depend on each other are settled, what is asked, and the decimal mark. */
export async function meaningsOfTable(
  staged: StagedFile,
  kind: FileKind,
  { contents, told, repeating }: TableColumns,
  query: Query,
): Promise<TableMeanings> {
  const { mapping, recognition, raw } = staged;
  const description = descriptionOf(recognition);
  const { meanings: named, decisions: asked } = mapColumns(contents, kind, description, mapping, told);
  const isOfDeals = kind === 'opportunities' || kind === 'stage-history';
  const mapped = isOfDeals ? withHistory(named, kind, contents, repeating) : named;
  const ofHistory = new Set(mapped.flatMap(({ column, field }) => (historyPart(field) ? [column] : [])));
  const decisions = asked.filter(({ column }) => column === undefined || !ofHistory.has(column));
  const lent = kind === 'opportunities' ? await withLentId(query, raw, mapped, description, mapping) : mapped;
  const clues = {
    delimiter: staged.dialect.delimiter,
    language: recognition.language,
    given: mapping.decimal,
  };
  const { decimal, decisions: unsure } = await decideDecimal(query, raw, contents, lent, clues);
  const moved = withStageOfStatus(withClosedAt(withPairedCurrency(withAmount(lent), kind)), kind);
  const settled = withKey(withFullName(withoutIdleField(moved, kind, contents), kind), kind);
  const meanings = withDurations(settled, contents, kind);
  return { meanings, decimal, decisions: [...decisions, ...unsure] };
}
