import { z } from 'zod';
import { type Mapping, mappingSchema } from '../model/mapping';
import type { FileReport } from '../results/workspace';
import { WeirError } from './errors';

/** What a mapping file says: one mapping for every file it fits, or one for each file by its name. */
export type MapFile = { common: Mapping | null; byFile: Record<string, Mapping> };

/** Whole lists of opportunities, each of its own day. */
export const snapshots = { kind: 'opportunities', list: 'whole' } as const satisfies Mapping;

const oneMapping = z.preprocess(
  (map) => (isSnapshots(map) ? { ...map, ...snapshots } : map),
  mappingSchema.strict(),
);

function isSnapshots(map: unknown): map is object {
  return typeof map === 'object' && map !== null && 'kind' in map && map.kind === 'snapshots';
}

const forEvery = oneMapping.transform((common): MapFile => ({ common, byFile: {} }));
const forEach = z.record(z.string(), oneMapping).transform((byFile): MapFile => ({ common: null, byFile }));

/** Which of the two forms is meant shows by its keys, so that what is wrong in it is named. */
export const mapFileSchema = z.unknown().transform((map, context): MapFile => {
  const parsed = (isOneMapping(map) ? forEvery : forEach).safeParse(map);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues) {
    context.addIssue({ code: 'custom', message, path: [...path] });
  }
  return z.NEVER;
});

function isOneMapping(map: unknown): boolean {
  if (typeof map !== 'object' || map === null) return false;
  const keys = Object.keys(map);
  return keys.length === 0 || keys.some((key) => key in mappingSchema.shape);
}

/** The text of the mapping file that reads files as these mappings say. */
export function mapFileText(map: Record<string, Mapping>): string {
  return `${JSON.stringify(map, null, 2)}\n`;
}

/**
 * The mapping of each file that a mapping file speaks of. A single mapping goes to a single file as it is, and to
 * several files only where it fits. Error: `invalid-input` when it fits none, or names a file that is not there.
 */
export function mappingsFor(
  { common, byFile }: MapFile,
  files: readonly FileReport[],
  from: string,
): Record<string, Mapping> {
  checkNames(byFile, files, from);
  const found: Record<string, Mapping> = {};
  for (const { file } of files) {
    const named = Object.entries(byFile).filter(([name]) => isOf(file, name));
    if (named.length > 0) found[file] = Object.assign({}, ...named.map(([, mapping]) => mapping));
  }
  return common === null ? found : { ...commonMappings(common, files, from), ...found };
}

/** The single mapping for each file it fits. Error: `invalid-input` when it fits none. */
export function commonMappings(
  common: Mapping,
  files: readonly FileReport[],
  from: string,
): Record<string, Mapping> {
  const fitting = files.filter((file) => files.length === 1 || fits(common, file));
  if (fitting.length === 0) throw fitsNone(files, from);
  return Object.fromEntries(fitting.map(({ file }) => [file, common]));
}

/** A mapping fits a file that has every column it names; without columns, a file of its kind. */
function fits(mapping: Mapping, file: FileReport): boolean {
  if (file.ignored !== undefined) return false;
  const named = Object.values(mapping.columns ?? {}).filter((column) => column !== null);
  const columns = new Set(file.columns.map(({ column }) => column));
  if (named.length > 0) return named.every((column) => columns.has(column));
  return mapping.kind === undefined || mapping.kind === file.kind;
}

/** Error: `invalid-input` for a name that is not among the files. */
export function checkNames(
  byFile: Record<string, Mapping>,
  files: readonly FileReport[],
  from: string,
): void {
  const missing = Object.keys(byFile).filter((name) => !files.some(({ file }) => isOf(file, name)));
  if (missing.length === 0) return;
  throw new WeirError({
    code: 'invalid-input',
    message: `${from} names ${missing.join(', ')}, which is not among the files`,
    hint: `The files are ${files.map(({ file }) => file).join(', ')}.`,
  });
}

/** A table that was taken out of a file goes by the name of that file as well. */
function isOf(file: string, name: string): boolean {
  return file === name || file.startsWith(`${name} › `);
}

function fitsNone(files: readonly FileReport[], from: string): WeirError {
  return new WeirError({
    code: 'invalid-input',
    message: `${from} fits none of the files`,
    hint: 'A mapping fits a file that has every column it names. weir inspect prints the columns.',
    details: { files: files.map(({ file, columns }) => ({ file, columns: columns.map((c) => c.column) })) },
  });
}
