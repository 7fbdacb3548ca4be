import iconv from 'iconv-lite';
import { startEncoding } from '../encodings/start-encoding';

/** How to read a file, by its first bytes and whatever its name says; `text` is everything else, to be looked at as such. */
export type ContentKind = 'zip' | 'gzip' | 'parquet' | 'json' | 'text';

const signatures: readonly [kind: ContentKind, bytes: readonly number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
];

export function contentKind(head: Buffer): ContentKind {
  const known = signatures.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (known) return known[0];
  const { encoding } = startEncoding(head);
  return startsAsJson(iconv.decode(head.subarray(0, 4096), encoding)) ? 'json' : 'text';
}

/** A list or an object of JSON; in a table, a first cell with braces goes on in another way. */
function startsAsJson(text: string): boolean {
  return /^\s*(\[\s*[[{\]]|\{\s*["}])/.test(text);
}
