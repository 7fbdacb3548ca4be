import type { Mapping } from '#shared/model/mapping';
import type { LinesOf } from './damage/find-damage';
import { inspectFile } from './inspect-file';
import { mergeMappings } from './merge-mappings';
import type { Query, StagedFile } from './staged-file';

/** The same file with corrections added. When `needsReload` says so it has to be decoded and loaded again first. */
export async function remap(
  staged: StagedFile,
  patch: Mapping,
  read: Query,
  linesOf?: LinesOf,
): Promise<StagedFile> {
  const { encodingConfidence: confidence, encodingDamage: replaced, sourceDamage: damage } = staged;
  const { dialect, raw, rows, tables, table, notes, shortRows = 0, groups = [] } = staged;
  const mapping = mergeMappings(staged.mapping, patch);
  const source = { ...staged, confidence, replaced, damage };
  const input = { source, dialect, raw, rows, mapping, tables, table, notes, shortRows, groups };
  return inspectFile({ ...input, ...(linesOf && { linesOf }) }, read);
}

/** Whether corrections change how the bytes are read, so that the raw rows are no longer right. */
export function needsReload(staged: StagedFile, patch: Mapping): boolean {
  const { encoding, delimiter, headerLine, table } = patch;
  return (
    (table !== undefined && table !== staged.table) ||
    (encoding !== undefined && encoding.toLowerCase() !== staged.encoding.toLowerCase()) ||
    (delimiter !== undefined && delimiter !== staged.dialect.delimiter) ||
    (headerLine !== undefined && headerLine !== staged.dialect.headerLine)
  );
}
