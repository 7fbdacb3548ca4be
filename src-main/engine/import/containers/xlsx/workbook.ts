import { damagedContainer, tooLarge } from '../container-errors';
import { limits } from '../limits';
import type { ZipArchive, ZipEntry } from '../zip-archive';
import { cellText } from './cell-text';
import { type NumberStyle, numberStyle } from './number-format';
import type { DateSystem } from './number-text';
import { type Attributes, readXml, type XmlOptions, type XmlVisitor } from './read-xml';
import { SharedTexts } from './shared-texts';

/** A sheet with rows and columns; `hidden` by the user, or by a program for itself (`veryHidden`). */
export type SheetPart = { name: string; state: 'visible' | 'hidden' | 'veryHidden'; entry: ZipEntry };

export type Workbook = {
  sheets: SheetPart[];
  dates: DateSystem;
  /** By the style number of a cell. */
  styles: NumberStyle[];
  texts: SharedTexts;
};

const mainPart = 'xl/workbook.xml';

/** The part that makes an archive a workbook; undefined for any other archive. */
export function workbookPart({ entries }: ZipArchive): ZipEntry | undefined {
  return entries.find(({ path }) => path.toLowerCase() === mainPart);
}

/** Reads what all sheets of a workbook share. Charts and macros are never looked at. */
export async function readWorkbook(
  archive: ZipArchive,
  main: ZipEntry,
  name: string,
  options: XmlOptions,
): Promise<Workbook> {
  const part = (path: string) => archive.entries.find((entry) => samePath(entry.path, path));
  const read = async (entry: ZipEntry | undefined, visitor: XmlVisitor, limit: number = limits.part) => {
    if (!entry) return;
    if (entry.unpacked > limit) throw tooLarge(name, `has a part (${entry.path}) that is too large`, asCsv);
    await readXml(await entry.open(), name, visitor, options);
  };
  const listed: { name: string; state: SheetPart['state']; relation: string }[] = [];
  const dates: DateSystem = { from1904: false };
  await read(main, {
    open(tag, attributes) {
      if (tag === 'workbookPr') dates.from1904 = isTrue(attributes.date1904);
      if (tag === 'sheet') listed.push(sheetOf(attributes));
    },
  });
  const targets = new Map<string, string>();
  await read(part('xl/_rels/workbook.xml.rels'), {
    open(tag, { Id, Target, Type }) {
      if (tag === 'Relationship' && Id && Target && Type?.endsWith('/worksheet')) targets.set(Id, Target);
    },
  });
  const styles: NumberStyle[] = [];
  await read(part('xl/styles.xml'), stylesVisitor(styles));
  const texts = new SharedTexts(name);
  await read(part('xl/sharedStrings.xml'), textsVisitor(texts), Number.POSITIVE_INFINITY);
  const sheets = listed.flatMap(({ relation, ...sheet }) => {
    const target = targets.get(relation);
    if (target === undefined) return [];
    const entry = part(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    if (!entry) throw damagedContainer(name, 'workbook', new Error(`its sheet ${sheet.name} is missing`));
    return [{ ...sheet, entry }];
  });
  return { sheets, dates, styles, texts };
}

const asCsv = 'Save the sheet as CSV (UTF-8) and import that file.';

function samePath(a: string, b: string): boolean {
  return a.toLowerCase() === b.replace(/^xl\/\.\.\//, '').toLowerCase();
}

function sheetOf(attributes: Attributes) {
  const relation = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
  const { name = '', state } = attributes;
  const hidden = state === 'hidden' || state === 'veryHidden' ? state : 'visible';
  return { name, state: hidden, relation } satisfies Omit<SheetPart, 'entry'> & { relation: string };
}

function stylesVisitor(styles: NumberStyle[]): XmlVisitor {
  const codes = new Map<number, string>();
  let inCells = false;
  return {
    open(tag, attributes) {
      if (tag === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (tag === 'cellXfs') inCells = true;
      if (tag !== 'xf' || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(numberStyle(id, codes.get(id)));
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false;
    },
  };
}

/** Runs of rich text are one text; the reading aids of Japanese are none of it. */
function textsVisitor(texts: SharedTexts): XmlVisitor {
  let text = '';
  let inText = false;
  let inReading = false;
  return {
    open(tag) {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') inReading = true;
      else if (tag === 't') inText = !inReading;
    },
    text(part) {
      if (inText) text += part;
    },
    close(tag) {
      if (tag === 't') inText = false;
      else if (tag === 'rPh') inReading = false;
      else if (tag === 'si') texts.add(cellText(text));
    },
  };
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
