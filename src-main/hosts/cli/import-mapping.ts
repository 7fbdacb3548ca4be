import {
  checkNames,
  commonMappings,
  type MapFile as FileOfMap,
  mapFileSchema,
  snapshots,
} from '#shared/contract/mapping-file';
import { fileKinds } from '#shared/model/fields';
import type { Mapping } from '#shared/model/mapping';
import type { InspectReport } from '#shared/results/workspace';
import { readJsonFile } from './read-json-file';
import type { Call } from './session';

/** What --as can say; `snapshots` are whole lists of opportunities, each of its own day. */
export const asKinds = [...fileKinds, 'snapshots'] as const;
export type AsKind = (typeof asKinds)[number];

/** What --map and --as say; `every` holds for every file whatever it looks like. */
export type MapFile = FileOfMap & { every: Mapping | null };

/** Reads --map and lays --as over it. */
export async function readMap(path: string | undefined, kind: AsKind | undefined): Promise<MapFile> {
  const map = path === undefined ? { common: null, byFile: {} } : await readJsonFile(path, mapFileSchema);
  if (kind === 'snapshots') return { ...map, every: snapshots };
  return { ...map, common: kind === undefined ? map.common : { ...map.common, kind }, every: null };
}

/**
 * Stages the files under the map. A single mapping goes to a single file as it is, and to several files
 * only where it fits. Error: `invalid-input` when it fits none, or names a file that is not there.
 */
export async function inspectWithMap(
  call: Call,
  sources: string[],
  { common, byFile, every }: MapFile,
  options: { snapshotDate?: string },
): Promise<InspectReport> {
  const first = await call('import.inspect', {
    sources,
    mapping: { ...byFile, ...(every ? { '*': every } : {}) },
    ...options,
  });
  checkNames(byFile, first.files, '--map');
  if (common === null) return first;
  let report = first;
  for (const file of Object.keys(commonMappings(common, first.files, '--map'))) {
    const mapping = { ...common, ...byFile[file] };
    report = await call('import.remap', { staging: first.staging, file, mapping });
  }
  return report;
}
