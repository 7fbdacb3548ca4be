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
  const meant = textsMeant(staged);
  if (!expected && mixed.size === 0 && meant.size === 0) return [];
  return group.map((file) => [
    file,
    { ...file, staged: { ...asPart(file.staged, { expected, mixed, meant }) } },
  ]);
}

type Shared = {
  expected: boolean;
  mixed: ReadonlySet<string>;
  meant: ReadonlyMap<string, Record<string, string>>;
};

function asPart(file: StagedFile, { expected, mixed, meant }: Shared): StagedFile {
  return {
    ...file,
    closeRole: file.closeRole && expected ? 'expected' : file.closeRole,
    columns: file.columns.map((column) => {
      if (column.field === null && mixed.has(column.column) && column.type !== 'empty')
        return { ...column, type: 'text' as const, format: { as: 'text' as const, trim: true } };
      const becomes = meant.get(column.column);
      return becomes && column.format.as === 'text'
        ? { ...column, format: { ...column.format, becomes } }
        : column;
    }),
  };
}

/** By column, what its texts mean in any part: one part shows of what a date was made, and another only has the date. */
function textsMeant(files: StagedFile[]): Map<string, Record<string, string>> {
  const meant = new Map<string, Record<string, string>>();
  for (const { column, format } of files.flatMap(({ columns }) => columns)) {
    if (format.as === 'text' && format.becomes)
      meant.set(column, { ...meant.get(column), ...format.becomes });
  }
  return meant;
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
