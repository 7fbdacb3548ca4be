import type { Warning } from '#shared/results/envelope';
import type { Damage, TableFormat } from '#shared/results/workspace';
import type { DecodedText } from '../decode';

/** One table of a file to import, as delimited UTF-8 text in scratch. */
export type TableFile = DecodedText & {
  /** What the user calls it: the name of the file, then what it lies in there, `export.zip › deals.csv`. */
  name: string;
  container: string[];
  format: TableFormat;
  /** What was found out about the table while it was unpacked. */
  damage: Damage[];
  /** What of the container is no table and was left alone. */
  notes: Warning[];
};

/** What formats say that have one encoding only. */
export const utf8 = {
  encoding: 'utf-8',
  confidence: 1,
  replaced: 0,
  encodings: [],
  lineEndsChanged: false,
  lines: null,
} satisfies Partial<TableFile>;

/** How names of what lies inside each other are joined. */
export const inside = ' › ';

/** A name as part of longer ones: on one line, and without the sign that joins them. */
export function asPart(name: string): string {
  return name.replace(/\p{Cc}+/gu, ' ').replaceAll('›', '>');
}

/** The part of a name that is the thing's own. */
export function ownName(name: string): string {
  return name.split(inside).at(-1) ?? name;
}
