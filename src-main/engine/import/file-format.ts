import { isWide } from './encodings/start-encoding';

/** What a file is when it is not text, and what its user can do about it. */
export type BinaryFormat = { name: string; hint: string };

const asCsv = 'Save it as .xlsx or as CSV (UTF-8) and import that file.';

const signatures: readonly [bytes: readonly number[], format: BinaryFormat][] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    { name: 'an Excel workbook of the old format (.xls) or an Office document', hint: asCsv },
  ],
  [[0x25, 0x50, 0x44, 0x46], { name: 'a PDF document', hint: 'Export the data as CSV instead.' }],
  [[0x42, 0x5a, 0x68], { name: 'a bzip2 archive', hint: 'Unpack it and import the file inside.' }],
  [[0x28, 0xb5, 0x2f, 0xfd], { name: 'a Zstandard archive', hint: 'Unpack it and import the file inside.' }],
  [[0x37, 0x7a, 0xbc, 0xaf], { name: 'a 7-Zip archive', hint: 'Unpack it and import the file inside.' }],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], { name: 'an SQLite database', hint: 'Export its table as CSV.' }],
  [[0x89, 0x50, 0x4e, 0x47], { name: 'a PNG image', hint: 'Export the data as CSV instead.' }],
  [[0xff, 0xd8, 0xff], { name: 'a JPEG image', hint: 'Export the data as CSV instead.' }],
];

const encryptedWorkbook: BinaryFormat = {
  name: 'a workbook that is protected with a password',
  hint: 'Save a copy without a password and import that.',
};

/** A workbook with a password is packed into a document of the old format, as a part of this name. */
function isEncrypted(head: Buffer): boolean {
  return head.includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

/** Text has next to no control codes; a stray one is damage, many are another format. */
const controlShareOfBinary = 0.005;

/** The format of bytes that are not a text table, or null when they may be one. */
export function binaryFormat(head: Buffer, encoding: string): BinaryFormat | null {
  const known = signatures.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (known) return isEncrypted(head) ? encryptedWorkbook : known[1];
  if (head.subarray(8, 12).toString('latin1') === 'DUCK') {
    return { name: 'a DuckDB database or a Weir workspace', hint: 'Open it as a workspace instead.' };
  }
  if (isWide(encoding)) return null;
  let controls = 0;
  for (const byte of head) if (byte < 0x09 || (byte > 0x0d && byte < 0x1b) || byte === 0x7f) controls++;
  if (controls <= Math.max(1, head.length * controlShareOfBinary)) return null;
  return {
    name: 'not a text file',
    hint: 'Import a CSV file or a workbook, as the export of the CRM writes it.',
  };
}
