import type { FileKind } from '#shared/model/fields';
import type { ImportRecord } from '#shared/results/workspace';
import type { Connection } from '../query/connection';
import { inPresentForm, type StoredForm } from './present-form';
import { linesTable, rawTable } from './raw-table';
import type { StagedFile } from './staged-file';

/** One imported file as the workspace keeps it. */
export type StoredFile = {
  import: number;
  file: number;
  name: string;
  sha256: string;
  bytes: number;
  snapshotDate: string | null;
  /** The day that the user gave for the whole import. */
  givenDate: string | null;
  rowsRead: number;
  rowsLoaded: number;
  rowsRejected: number;
  staged: StagedFile;
};

export async function startImport(
  connection: Connection,
  now: string,
  snapshotDate: string | undefined,
): Promise<number> {
  const { id } = await connection.one<{ id: number }>(
    'SELECT coalesce(max(id), 0) + 1 AS id FROM weir.import',
  );
  await connection.run("INSERT INTO weir.import VALUES ($id, 'staged', $now::TIMESTAMP, $snapshot::DATE)", {
    id,
    now,
    snapshot: snapshotDate ?? null,
  });
  return id;
}

export async function storeFile(connection: Connection, file: StoredFile): Promise<void> {
  await connection.run('DELETE FROM weir.import_file WHERE import = $import AND file = $file', {
    import: file.import,
    file: file.file,
  });
  await connection.run(
    `INSERT INTO weir.import_file VALUES ($import, $file, $name, $sha256, $bytes, $kind, $system, $snapshot::DATE,
      $raw, $rowsRead, $rowsLoaded, $rowsRejected, $staged)`,
    {
      import: file.import,
      file: file.file,
      name: file.name,
      sha256: file.sha256,
      bytes: file.bytes,
      kind: file.staged.kind ?? '',
      system: file.staged.recognition.system,
      snapshot: file.snapshotDate,
      raw: file.staged.raw,
      rowsRead: file.rowsRead,
      rowsLoaded: file.rowsLoaded,
      rowsRejected: file.rowsRejected,
      staged: JSON.stringify(file.staged),
    },
  );
}

/** Files of one import, or of every loaded one, in the order they were added. */
export async function storedFiles(connection: Connection, which: number | 'loaded'): Promise<StoredFile[]> {
  const rows = await connection.all<{
    import: number;
    file: number;
    name: string;
    sha256: string;
    bytes: number;
    snapshot_date: string | null;
    given_date: string | null;
    rows_read: number;
    rows_loaded: number;
    rows_rejected: number;
    staged: string;
  }>(
    `SELECT f.*, i.snapshot_date AS given_date FROM weir.import_file AS f JOIN weir.import AS i ON i.id = f.import
    WHERE ${which === 'loaded' ? "i.state = 'loaded'" : `f.import = ${which}`}
    ORDER BY f.import, f.file`,
  );
  return rows.map((row) => ({
    import: row.import,
    file: row.file,
    name: row.name,
    sha256: row.sha256,
    bytes: row.bytes,
    snapshotDate: row.snapshot_date,
    givenDate: row.given_date,
    rowsRead: row.rows_read,
    rowsLoaded: row.rows_loaded,
    rowsRejected: row.rows_rejected,
    staged: inPresentForm(JSON.parse(row.staged) as StoredForm),
  }));
}

/** Loaded imports, newest first. */
export async function importRecords(connection: Connection): Promise<ImportRecord[]> {
  const rows = await connection.all<{
    id: number;
    imported_at: string;
    snapshot_date: string | null;
    name: string;
    kind: string;
    system: string;
    rows_read: number;
    rows_loaded: number;
    rows_rejected: number;
  }>(`
    SELECT i.id, i.imported_at, i.snapshot_date, f.name, f.kind, f.system, f.rows_read, f.rows_loaded, f.rows_rejected
    FROM weir.import AS i
    JOIN weir.import_file AS f ON f.import = i.id
    WHERE i.state = 'loaded'
    ORDER BY i.id DESC, f.file`);
  const records: ImportRecord[] = [];
  for (const row of rows) {
    let record = records.find((r) => r.id === row.id);
    if (!record) {
      record = { id: row.id, importedAt: row.imported_at, snapshotDate: row.snapshot_date, files: [] };
      records.push(record);
    }
    record.files.push({
      name: row.name,
      kind: row.kind as FileKind,
      system: row.system,
      rowsRead: row.rows_read,
      rowsLoaded: row.rows_loaded,
      rowsRejected: row.rows_rejected,
    });
  }
  return records;
}

/** Takes an import with its raw rows out of the workspace; derived tables are the caller's to make again. */
export async function removeImport(connection: Connection, id: number): Promise<void> {
  for (const file of await storedFiles(connection, id)) {
    await connection.run(`DROP TABLE IF EXISTS ${rawTable(file.staged.raw)}`);
    await connection.run(`DROP TABLE IF EXISTS ${linesTable(file.staged.raw)}`);
  }
  await connection.run('DELETE FROM weir.rejected_row WHERE import = $id', { id });
  await connection.run('DELETE FROM weir.mapping_memory WHERE import = $id', { id });
  await connection.run('DELETE FROM weir.import_file WHERE import = $id', { id });
  await connection.run('DELETE FROM weir.import WHERE id = $id', { id });
}

/** Imports that were read but never loaded, by a run that ended early, and rows that it read without noting the file. */
export async function removeStaged(connection: Connection): Promise<void> {
  const rows = await connection.all<{ id: number }>("SELECT id FROM weir.import WHERE state = 'staged'");
  for (const { id } of rows) await removeImport(connection, id);
  const orphans = await connection.all<{ name: string }>(`
    SELECT table_name AS name
    FROM information_schema.tables
    WHERE table_schema = 'raw'
      AND regexp_matches(table_name, '^import_[0-9]+_')
      AND NOT EXISTS (FROM weir.import AS i WHERE starts_with(table_name, 'import_' || i.id || '_'))`);
  for (const { name } of orphans) await connection.run(`DROP TABLE ${rawTable(name)}`);
}
