import iconv from 'iconv-lite';
import { WeirError } from '#shared/contract/errors';

/** Names that people and programs use and iconv-lite does not know, by its own. */
const names: Record<string, string> = {
  ansi: 'windows-1252',
  western: 'windows-1252',
  'utf-8-sig': 'utf-8',
  'utf-8-bom': 'utf-8',
  utf8bom: 'utf-8',
  cp65001: 'utf-8',
  unicode: 'utf-16le',
  'utf-16': 'utf-16le',
  'utf-32': 'utf-32le',
  mac: 'macintosh',
  macroman: 'macintosh',
  'mac-roman': 'macintosh',
  'x-mac-roman': 'macintosh',
  ms949: 'cp949',
  uhc: 'cp949',
  ms932: 'shift_jis',
  'windows-31j': 'shift_jis',
  'x-sjis': 'shift_jis',
  'gb-18030': 'gb18030',
  koi8r: 'koi8-r',
};

/**
 * The encoding of a common name in whatever spelling, `UTF8`, `Latin-1`, `CP1252` or `Shift-JIS`, as it is reported.
 * Fails with invalid-input for one that nobody knows.
 */
export function encodingNamed(name: string): string {
  const asked = name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const known = names[asked] ?? names[asked.replaceAll('-', '')] ?? canonical(asked);
  if (iconv.encodingExists(known)) return known;
  throw new WeirError({
    code: 'invalid-input',
    message: `“${name}” is not a known encoding.`,
    hint: 'Common ones are utf-8, utf-16le, windows-1252, windows-1251, gb18030, big5, shift_jis and euc-kr.',
  });
}

/** One spelling for each encoding that is detected. */
function canonical(asked: string): string {
  const plain = asked.replaceAll('-', '');
  const windows = /^(?:windows|cp|win)(125\d|874)$/.exec(plain);
  if (windows) return `windows-${windows[1]}`;
  const iso = /^iso8859(\d{1,2})$/.exec(plain);
  if (iso) return `iso-8859-${iso[1]}`;
  const latin = /^latin([12]|9)$/.exec(plain);
  if (latin) return `iso-8859-${latin[1] === '9' ? 15 : latin[1]}`;
  const wide = /^utf(8|16le|16be|32le|32be|7)$/.exec(plain);
  if (wide) return `utf-${wide[1]}`;
  const east = /^(?:euc)(jp|kr)$/.exec(plain);
  if (east) return `euc-${east[1]}`;
  return /^s(hift)?jis$|^cp932$/.test(plain) ? 'shift_jis' : asked;
}
