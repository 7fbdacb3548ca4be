import type { WeirError } from '#shared/contract/errors';
import { empty } from '../file-errors';
import type { Bytes } from './bytes';
import { isNoTable, nestedTooDeep, passedOver, tooLarge } from './container-errors';
import { limits } from './limits';
import { notReadHere } from './other-archives';
import type { Reading, TablesOf } from './reading';
import { spool } from './spool';
import { asPart, inside, ownName, type TableFile, utf8 } from './table-file';
import { sheetCsv } from './xlsx/sheet-csv';
import { sheetDamage } from './xlsx/sheet-damage';
import { readWorkbook, workbookPart } from './xlsx/workbook';
import { openZip, type ZipArchive, type ZipEntry } from './zip-archive';

/** The tables of a ZIP archive: the sheets of a workbook, or whatever its files are. */
export async function* archiveTables(
  bytes: Bytes,
  reading: Reading,
  onShare: (share: number) => void,
  tablesOf: TablesOf,
): AsyncGenerator<TableFile> {
  const { scratch, files, signal } = reading;
  const copied = bytes.path === null ? await spool(bytes, scratch, files, signal, () => undefined) : null;
  try {
    const archive = await openZip(bytes.path ?? copied?.file ?? '', bytes.name, reading.budget);
    try {
      const main = workbookPart(archive);
      if (main) yield* sheets(archive, main, bytes, reading, onShare);
      else yield* entries(archive, bytes, reading, onShare, tablesOf);
    } finally {
      archive.close();
    }
  } finally {
    if (copied) await files.remove(copied.file);
  }
}

async function* sheets(
  archive: ZipArchive,
  main: ZipEntry,
  { name, container }: Bytes,
  reading: Reading,
  onShare: (share: number) => void,
): AsyncGenerator<TableFile> {
  const { scratch, files, signal, budget } = reading;
  const workbook = await readWorkbook(archive, main, name, { signal });
  const wanted = workbook.sheets.filter(({ state }) => state !== 'veryHidden');
  if (wanted.length > limits.tables) throw tooManyTables(name);
  const progress = weighed(
    wanted.map(({ entry }) => entry.packed),
    onShare,
  );
  let found = 0;
  for (const [i, sheet] of wanted.entries()) {
    const full = `${name}${inside}${asPart(sheet.name)}`;
    if (isLeftOut(full, reading)) continue;
    const target = { name: full, scratch, files, budget };
    const csv = await sheetCsv(sheet, workbook, target, { signal, onShare: progress(i) });
    if (!csv) continue;
    found++;
    const { file, sha256, bytes } = csv;
    const damage = sheetDamage(sheet, csv);
    yield {
      ...utf8,
      name: full,
      container: [...container, ownName(name)],
      file,
      sha256,
      bytes,
      format: 'xlsx',
      damage,
      notes: [],
    };
  }
  if (found === 0) throw empty({ name, path: null });
}

async function* entries(
  archive: ZipArchive,
  { name, container }: Bytes,
  reading: Reading,
  onShare: (share: number) => void,
  tablesOf: TablesOf,
): AsyncGenerator<TableFile> {
  const other = notReadHere(archive, name);
  if (other) throw other;
  if (reading.archives >= limits.archives) throw nestedTooDeep(name);
  const deeper = { ...reading, archives: reading.archives + 1 };
  const wanted = archive.entries.filter(({ path }) => !isBookkeeping(path));
  if (wanted.length > limits.tables) throw tooManyTables(name);
  const names = uniqueNames(wanted.map(({ path }) => shownPath(path)));
  const progress = weighed(
    wanted.map(({ packed }) => packed),
    onShare,
  );
  const refused: WeirError[] = [];
  let found = 0;
  for (const [i, entry] of wanted.entries()) {
    const full = `${name}${inside}${names[i]}`;
    if (isLeftOut(full, reading)) continue;
    const inner: Bytes = {
      name: full,
      container: [...container, ownName(name)],
      path: null,
      open: entry.open,
    };
    try {
      for await (const table of tablesOf(inner, deeper, progress(i))) {
        const notes = found++ === 0 ? refused.map(passedOver) : [];
        yield { ...table, notes: [...notes, ...table.notes] };
      }
    } catch (error) {
      if (!isNoTable(error)) throw error;
      refused.push(error);
    }
  }
  if (found === 0) throw refused[0] ?? empty({ name, path: null });
}

/** Files that programs add for themselves, and files whose name hides them. */
function isBookkeeping(path: string): boolean {
  return path.split('/').some((part) => part === '__MACOSX' || (part.startsWith('.') && !/^\.+$/.test(part)));
}

/** The path of an entry as a name to show; where it points to is nobody's business. */
function shownPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return asPart(parts.join('/')).slice(-200) || 'file';
}

function uniqueNames(names: string[]): string[] {
  const taken = new Map<string, number>();
  return names.map((name) => {
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** With one table asked for, everything that does not lead to it. */
function isLeftOut(full: string, { only }: Reading): boolean {
  return only !== undefined && only !== full && !only.startsWith(`${full}${inside}`);
}

function tooManyTables(name: string): WeirError {
  return tooLarge(name, `holds more than ${limits.tables} tables`, 'Import those that hold the pipeline.');
}

/** Progress over parts by their packed size. */
function weighed(sizes: number[], onShare: (share: number) => void) {
  const all = Math.max(
    1,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  return (index: number) => {
    const before = sizes.slice(0, index).reduce((sum, size) => sum + size, 0);
    return (share: number) => onShare((before + share * (sizes[index] ?? 0)) / all);
  };
}
