import type { StoredFile } from './import-store';
import type { StagedFile } from './staged-file';

/**
 * Files of one kind under the same headers are parts of one table, so their columns mean the same: a part without open
 * deals does not show that its close date is the expected date of others, and one with numbers alone does not show that
 * a column is text.
 */
export function alike(files: StoredFile[]): StoredFile[] {
  const groups = new Map<string, StoredFile[]>();
  for (const file of files) {
    const { kind, dialect } = file.staged;
    const key = JSON.stringify([kind, [...dialect.headers].sort()]);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const several = [...groups.values()].filter((group) => group.length > 1);
  const changed = new Map(several.flatMap((group) => alikeGroup(group)));
  return files.map((file) => changed.get(file) ?? file);
}

function alikeGroup(group: StoredFile[]): [StoredFile, StoredFile][] {
  const staged = group.map((file) => file.staged);
  const expected = staged.some(({ closeRole }) => closeRole === 'expected');
  const mixed = mixedExtras(staged);
  if (!expected && mixed.size === 0) return [];
  return group.map((file) => [file, { ...file, staged: { ...asPart(file.staged, expected, mixed) } }]);
}

function asPart(file: StagedFile, expected: boolean, mixed: ReadonlySet<string>): StagedFile {
  return {
    ...file,
    closeRole: file.closeRole && expected ? 'expected' : file.closeRole,
    columns: file.columns.map((column) =>
      column.field === null && mixed.has(column.column) && column.type !== 'empty'
        ? { ...column, type: 'text' as const, format: { as: 'text' as const, trim: true } }
        : column,
    ),
  };
}

/** Columns of the export's own that are of one type in one part and of another in the next. */
function mixedExtras(files: StagedFile[]): Set<string> {
  const types = new Map<string, Set<string>>();
  for (const { columns } of files) {
    for (const { column, field, type } of columns) {
      if (field !== null || type === 'empty') continue;
      types.set(column, (types.get(column) ?? new Set()).add(type));
    }
  }
  return new Set([...types].filter(([, seen]) => seen.size > 1).map(([column]) => column));
}
