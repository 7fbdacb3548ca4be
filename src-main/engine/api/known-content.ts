import { storedFiles } from '#engine/import/import-store';
import type { Connection } from '#engine/query/connection';
import { dayGivenOrNamed } from './snapshot-day';
import type { StagedImport, StagedSource } from './staged-import';

/**
 * Content that is there already changes nothing, with one exception: a list that says another day was still the same on
 * that day. Files of one import with the same content count once, so that it makes no difference whether they come
 * together or one after the other.
 */
export async function settleKnown(connection: Connection, staged: StagedImport): Promise<void> {
  const loaded = await storedFiles(connection, 'loaded');
  const seen = new Map<string, StagedSource>();
  for (const source of staged.sources) {
    const { sha256 } = source.decoded;
    const list = source.staged.kind === 'opportunities';
    const day = list ? (dayGivenOrNamed(source.staged, staged.snapshotDate)?.day ?? null) : null;
    const stored = loaded.find(
      (file) =>
        file.sha256 === sha256 &&
        file.staged.table === source.staged.table &&
        (day === null || file.snapshotDate === day),
    );
    const before = seen.get(`${sha256} ${source.staged.table} ${day}`);
    source.known = stored
      ? { import: stored.import, file: stored.file }
      : before
        ? { import: staged.id, file: before.file }
        : null;
    if (!before) seen.set(`${sha256} ${source.staged.table} ${day}`, source);
  }
}
