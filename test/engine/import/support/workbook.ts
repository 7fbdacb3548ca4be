import { strToU8, type Zippable, zipSync } from 'fflate';

/** A cell as XML, or a text, number or truth that is written as one. */
export type CellSpec = string | number | boolean | null | { xml: (reference: string) => string };

export type SheetSpec = {
  name: string;
  rows: CellSpec[][];
  /** Attributes of rows by number, from 1. */
  rowAttributes?: Record<number, string>;
  /** XML before and after the rows. */
  before?: string;
  after?: string;
  state?: 'hidden' | 'veryHidden';
};

export type WorkbookSpec = {
  sheets: SheetSpec[];
  date1904?: boolean;
  /** Format codes; style n + 1 of a cell is the nth. */
  formats?: string[];
  /** Built-in formats, after those. */
  builtIn?: number[];
  /** Items of the shared texts as XML; without it texts are written into their cells. */
  shared?: string[];
  more?: Zippable;
};

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook as spreadsheets write it, small enough to read in a test. */
export function workbook(spec: WorkbookSpec): Uint8Array {
  const parts: Zippable = {
    '[Content_Types].xml': strToU8(`${head}<Types/>`),
    'xl/workbook.xml': strToU8(workbookXml(spec)),
    'xl/_rels/workbook.xml.rels': strToU8(relationsXml(spec.sheets)),
    'xl/styles.xml': strToU8(stylesXml(spec)),
    ...spec.more,
  };
  if (spec.shared) {
    const items = spec.shared.map((item) => `<si>${item}</si>`).join('');
    parts['xl/sharedStrings.xml'] = strToU8(`${head}<sst xmlns="${main}">${items}</sst>`);
  }
  for (const [i, sheet] of spec.sheets.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(sheetXml(sheet));
  return zipSync(parts);
}

/** A cell with a number in a style; style 0 is General. */
export function styled(value: number | string, style: number): CellSpec {
  return { xml: (reference) => `<c r="${reference}" s="${style}"><v>${value}</v></c>` };
}

/** A cell that shows a shared text. */
export function shared(index: number): CellSpec {
  return { xml: (reference) => `<c r="${reference}" t="s"><v>${index}</v></c>` };
}

function workbookXml({ sheets, date1904 }: WorkbookSpec): string {
  const list = sheets.map(({ name, state }, i) => {
    const hidden = state ? ` state="${state}"` : '';
    return `<sheet name="${escaped(name)}" sheetId="${i + 1}"${hidden} r:id="rId${i + 1}"/>`;
  });
  const dates = date1904 ? '<workbookPr date1904="1"/>' : '';
  return `${head}<workbook xmlns="${main}" xmlns:r="${relations}">${dates}<sheets>${list.join('')}</sheets></workbook>`;
}

function relationsXml(sheets: SheetSpec[]): string {
  const list = sheets.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return `${head}<Relationships>${list.join('')}</Relationships>`;
}

function stylesXml({ formats = [], builtIn = [] }: WorkbookSpec): string {
  const own = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`);
  const ids = [0, ...formats.map((_, i) => 164 + i), ...builtIn];
  const cells = ids.map((id) => `<xf numFmtId="${id}"/>`);
  return `${head}<styleSheet xmlns="${main}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs></styleSheet>`;
}

function sheetXml({ rows, rowAttributes = {}, before = '', after = '' }: SheetSpec): string {
  const lines = rows.map((cells, i) => {
    const texts = cells.map((cell, column) => cellXml(cell, `${letters(column)}${i + 1}`));
    return `<row r="${i + 1}" ${rowAttributes[i + 1] ?? ''}>${texts.join('')}</row>`;
  });
  return `${head}<worksheet xmlns="${main}">${before}<sheetData>${lines.join('')}</sheetData>${after}</worksheet>`;
}

function cellXml(cell: CellSpec, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.xml(reference);
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
