import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { asPart } from '#engine/import/containers/table-file';
import { WeirError } from '#shared/contract/errors';

/**
 * A file to import with the name it goes by; `folder` when it was found in one, not named. `refused` is why it, or tables
 * in it, are no tables and passed over.
 */
export type Place = { path: string; name: string; folder: string | null; refused: WeirError[] };

/**
 * The files behind the paths that a user names: of a folder its files, one level, in the order of their names with
 * numbers counted. Of two files with the same name the second is numbered.
 */
export async function placesOf(paths: readonly string[]): Promise<Place[]> {
  const found = await Promise.all(paths.map(filesAt));
  const places = found.flat().map((place) => ({ ...place, name: asPart(basename(place.path)), refused: [] }));
  const names = places.map(({ name }) => name);
  return places.map((place, i) => {
    const before = names.slice(0, i).filter((other) => other === place.name).length;
    return before === 0 ? place : { ...place, name: `${place.name} (${before + 1})` };
  });
}

async function filesAt(path: string): Promise<Omit<Place, 'name' | 'refused'>[]> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (!isFolder) return [{ path, folder: null }];
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  if (names.length === 0) throw emptyFolder(path);
  const byName = new Intl.Collator('en', { numeric: true });
  return names.sort(byName.compare).map((name) => ({ path: join(path, name), folder: path }));
}

function emptyFolder(path: string): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: `${basename(path)} is a folder without files.`,
    hint: 'Choose the files of an export, or the folder that they lie in; folders inside it are not looked into.',
  });
}
