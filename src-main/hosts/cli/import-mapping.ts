import { z } from 'zod';
import { WeirError } from '#shared/contract/errors';
import { fileKinds } from '#shared/model/fields';
import { type Mapping, mappingSchema } from '#shared/model/mapping';
import type { FileReport, InspectReport } from '#shared/results/workspace';
import { readJsonFile } from './read-json-file';
import type { Call } from './session';

/** What --as can say; `snapshots` are whole lists of opportunities, each of its own day. */
export const asKinds = [...fileKinds, 'snapshots'] as const;
export type AsKind = (typeof asKinds)[number];

/**
 * What --map says: one mapping for every file it fits, or one for each file by its name. `every` holds for every file
 * whatever it looks like.
 */
export type MapFile = { common: Mapping | null; byFile: Record<string, Mapping>; every: Mapping | null };

const snapshots = { kind: 'opportunities', list: 'whole' } as const satisfies Mapping;

const oneMapping = z.preprocess(
  (map) => (isSnapshots(map) ? { ...map, ...snapshots } : map),
  mappingSchema.strict(),
);

function isSnapshots(map: unknown): map is object {
  return typeof map === 'object' && map !== null && 'kind' in map && map.kind === 'snapshots';
}

const mapFile = z.union([
  oneMapping.transform((common): MapFile => ({ common, byFile: {}, every: null })),
  z.record(z.string(), oneMapping).transform((byFile): MapFile => ({ common: null, byFile, every: null })),
]);

/** Reads --map and lays --as over it. */
export async function readMap(path: string | undefined, kind: AsKind | undefined): Promise<MapFile> {
  const none: MapFile = { common: null, byFile: {}, every: null };
  const map = path === undefined ? none : await readJsonFile(path, mapFile);
  if (kind === 'snapshots') return { ...map, every: snapshots };
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
  const first = await call('import.inspect', {
    sources,
    mapping: { ...map.byFile, ...(map.every ? { '*': map.every } : {}) },
    ...options,
  });
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
