import { isUtf8 } from 'node:buffer';

/** Letters beyond ASCII that are whole in UTF-8, and places that are not. */
export type Utf8Share = { whole: number; broken: number };

export function countUtf8(bytes: Buffer): Utf8Share {
  if (isUtf8(bytes)) {
    let whole = 0;
    for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0xc0) whole++;
    return { whole, broken: 0 };
  }
  const text = bytes.toString('utf8');
  return {
    whole: text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0,
    broken: text.match(/\uFFFD/g)?.length ?? 0,
  };
}

/** Letters of other encodings hardly ever form UTF-8 by chance: many that do and a few bytes that do not is damage. */
export function looksUtf8({ whole, broken }: Utf8Share): boolean {
  return broken === 0 || whole >= broken * 4;
}
