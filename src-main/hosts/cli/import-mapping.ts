import { z } from 'zod';
import { WeirError } from '#shared/contract/errors';
import type { FileKind } from '#shared/model/fields';
import { type Mapping, mappingSchema } from '#shared/model/mapping';
import type { FileReport, InspectReport } from '#shared/results/workspace';
import { readJsonFile } from './read-json-file';
import type { Call } from './session';

/** What --map says: one mapping for every file it fits, or one for each file by its name. */
export type MapFile = { common: Mapping | null; byFile: Record<string, Mapping> };

const oneMapping = mappingSchema.strict();
const mapFile = z.union([
  oneMapping.transform((common): MapFile => ({ common, byFile: {} })),
  z.record(z.string(), oneMapping).transform((byFile): MapFile => ({ common: null, byFile })),
]);

/** Reads --map and lays --as over it. */
export async function readMap(path: string | undefined, kind: FileKind | undefined): Promise<MapFile> {
  const map = path === undefined ? { common: null, byFile: {} } : await readJsonFile(path, mapFile);
  return kind === undefined ? map : { ...map, common: { ...map.common, kind } };
}

/**
 * Stages the files under the map. A single mapping goes to a single file as it is, and to several files
 * only where it fits. Error: `invalid-input` when it fits none, or names a file that is not there.
 */
export async function inspectWithMap(
  call: Call,
  sources: string[],
  map: MapFile,
  options: { snapshotDate?: string },
): Promise<InspectReport> {
  const first = await call('import.inspect', { sources, mapping: map.byFile, ...options });
  checkNames(first, map);
  if (map.common === null) return first;
  const { common } = map;
  const fitting = first.files.filter((file) => first.files.length === 1 || fits(common, file));
  if (fitting.length === 0) throw fitsNone(first.files);
  let report = first;
  for (const { file } of fitting) {
    const mapping = { ...common, ...map.byFile[file] };
    report = await call('import.remap', { staging: first.staging, file, mapping });
  }
  return report;
}

/** A mapping fits a file that has every column it names; without columns, a file of its kind. */
function fits(mapping: Mapping, file: FileReport): boolean {
  if (file.ignored !== undefined) return false;
  const named = Object.values(mapping.columns ?? {}).filter((column) => column !== null);
  const columns = new Set(file.columns.map(({ column }) => column));
  if (named.length > 0) return named.every((column) => columns.has(column));
  return mapping.kind === undefined || mapping.kind === file.kind;
}

function checkNames(report: InspectReport, map: MapFile): void {
  const names = report.files.map(({ file }) => file);
  const known = (name: string) => names.some((file) => file === name || file.startsWith(`${name} › `));
  const missing = Object.keys(map.byFile).filter((name) => !known(name));
  if (missing.length === 0) return;
  throw new WeirError({
    code: 'invalid-input',
    message: `--map names ${missing.join(', ')}, which is not among the files`,
    hint: `The files are ${names.join(', ')}.`,
  });
}

function fitsNone(files: readonly FileReport[]): WeirError {
  return new WeirError({
    code: 'invalid-input',
    message: '--map fits none of the files',
    hint: 'A mapping fits a file that has every column it names. weir inspect prints the columns.',
    details: { files: files.map(({ file, columns }) => ({ file, columns: columns.map((c) => c.column) })) },
  });
}
