import { WeirError } from '#shared/contract/errors';
import type { ZipArchive } from './zip-archive';

const asXlsx = 'Save it as .xlsx or as CSV (UTF-8) and import that file.';

/** Documents that are ZIP archives too, by a part that each of them has. */
const documents: readonly [part: RegExp, name: string, hint: string][] = [
  [/^xl\/workbook\.bin$/i, 'a binary Excel workbook (.xlsb)', asXlsx],
  [/^META-INF\/manifest\.xml$/, 'an OpenDocument file', asXlsx],
  [/^Index\/Document\.iwa$/, 'an Apple Numbers document', asXlsx],
  [/^word\/document\.xml$/i, 'a Word document', 'Export the data as CSV instead.'],
  [/^ppt\/presentation\.xml$/i, 'a PowerPoint document', 'Export the data as CSV instead.'],
];

/** The refusal of an archive that is a document of another kind; null for an archive of files. */
export function notReadHere({ entries }: ZipArchive, name: string): WeirError | null {
  const known = documents.find(([part]) => entries.some(({ path }) => part.test(path)));
  if (!known) return null;
  return new WeirError({
    code: 'file-binary',
    message: `${name} is ${known[1]}, not a table.`,
    hint: known[2],
    details: { format: known[1] },
  });
}
