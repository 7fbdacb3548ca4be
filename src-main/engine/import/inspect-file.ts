import { columnContents } from './column-content';
import { ofContent } from './content/of-content';
import { readContent } from './content/read-content';
import { isWrapped, unwrapped } from './damage/unwrapped-sql';
import { hasNoHeader } from './dialect';
import { emptyStage } from './empty-stage';
import { kindDecision, warningsOf } from './file-questions';
import { recogniseHistory } from './history/recognise-history';
import { repeatingColumns } from './history/repeating-columns';
import type { InspectInput } from './inspect-input';
import { recogniseWhole } from './recognise-whole';
import { sampleRows } from './sample-rows';
import type { Query, StagedFile } from './staged-file';
import { understandTable } from './understand-table';

const noRows: Query = async () => [];

/** Finds out what a file holds and how to convert it, proved over all its rows. Asks what cannot be known. */
export async function inspectFile(input: InspectInput, run: Query): Promise<StagedFile> {
  const { dialect, raw, rows, mapping = {}, linesOf = async () => new Map() } = input;
  const query = rows === 0 ? noRows : run;
  const { headers } = dialect;
  const cells = rows === 0 ? [] : await sampleRows(query, raw, headers, rows);
  const sample = cells.map((row) => row.map((cell) => (cell === null ? null : unwrapped(cell))));
  const contents = columnContents(headers, sample);
  const nameless = rows > 0 && hasNoHeader(dialect);
  const read = nameless ? await readContent({ query, raw, rows, contents, sample, mapping }) : null;
  const repeating = nameless ? null : repeatingColumns(headers, sample, input.source.name);
  const recognition = read
    ? ofContent(read, contents, mapping)
    : (recogniseHistory(headers, sample, repeating, mapping.kind) ??
      (await recogniseWhole(input, sample, query)));
  const staged = emptyStage(input, recognition, cells);
  if (recognition.kind === null) {
    return {
      ...staged,
      decisions: [...staged.decisions, ...(recognition.passedOver ? [] : [kindDecision(recognition)])],
      warnings: warningsOf(staged),
    };
  }
  const columns = { contents, told: read?.meanings ?? [], wrapped: wrappedColumns(cells), repeating };
  return understandTable(staged, recognition.kind, columns, linesOf, query);
}

/** Which columns show texts in formulas. */
function wrappedColumns(cells: readonly (string | null)[][]): Set<number> {
  return new Set(cells.flatMap((row) => row.flatMap((cell, i) => (cell && isWrapped(cell) ? [i] : []))));
}
