import { gunzipSync, gzipSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import type { Random } from '#generate/random';
import type { Input } from './formats';

type Mutation = (bytes: Buffer, random: Random) => Uint8Array;

const tokens = [
  ...[
    '"',
    '""',
    '"\n',
    "'",
    '\\"',
    '\\',
    '\n',
    '\r',
    '\r\n',
    '\n\n\n',
    '\0',
    '\0\0\0\0',
    ',',
    ';',
    '\t',
    ',,,,',
    '|',
  ],
  ...[
    '=1+1',
    "=cmd|'/c calc'!A1",
    '+1',
    '@SUM(A1)',
    '-2+3',
    '\u200f',
    '\u202e',
    '\u202b…\u202c',
    '\ufeff',
    '\u2028',
  ],
  ...[
    '\u001a',
    '€',
    'é',
    '한',
    '\u0000\u0001',
    '{',
    '}',
    '[',
    ']',
    '"a":',
    '<',
    '>',
    '&',
    '&x;',
    '</c>',
    '<row>',
  ],
  ...[
    '1e999',
    '-0',
    'NaN',
    '99999999999999999999999999',
    '0000-00-00',
    '31/02/2020',
    "'; DROP TABLE x; --",
    '12:00',
  ],
];

const place = (bytes: Uint8Array, random: Random) => random.below(bytes.length + 1);
const insert = (bytes: Buffer, at: number, what: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
const span = (bytes: Buffer, random: Random): [number, number] => {
  const from = place(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random.below(random.pick([4, 40, 400])))];
};

/** Damage of any bytes. */
const ofBytes: Record<string, Mutation> = {
  flip(bytes, random) {
    const out = Buffer.from(bytes);
    for (let n = random.below(20) + 1; n > 0 && out.length > 0; n--)
      out[random.below(out.length)] = random.below(256);
    return out;
  },
  cut(bytes, random) {
    const [from, to] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  truncate: (bytes, random) => bytes.subarray(0, place(bytes, random)),
  'without its beginning': (bytes, random) => bytes.subarray(random.below(Math.min(bytes.length, 200) + 1)),
  insert: (bytes, random) => insert(bytes, place(bytes, random), Buffer.from(random.pick(tokens))),
  noise: (bytes, random) =>
    insert(
      bytes,
      place(bytes, random),
      Buffer.from(Array.from({ length: 1 + random.below(64) }, () => random.below(256))),
    ),
  'same byte again': (bytes, random) =>
    insert(
      bytes,
      place(bytes, random),
      Buffer.alloc(1 + random.below(2000), random.pick([0, 255, 34, 10, 13, 44, 32])),
    ),
  'block twice'(bytes, random) {
    const [from, to] = span(bytes, random);
    return insert(bytes, place(bytes, random), bytes.subarray(from, to));
  },
  'blocks swapped'(bytes, random) {
    const [a, b] = [place(bytes, random), place(bytes, random)].sort((x, y) => x - y) as [number, number];
    const size = Math.min(b - a, bytes.length - b, 1 + random.below(300));
    const parts = [
      [0, a],
      [b, b + size],
      [a + size, b],
      [a, a + size],
      [b + size, bytes.length],
    ] as const;
    return Buffer.concat(parts.map(([from, to]) => bytes.subarray(from, to)));
  },
  appended: (bytes, random) => Buffer.concat([bytes, bytes.subarray(place(bytes, random))]),
};

const lines = (bytes: Buffer) => bytes.toString('latin1').split(/(?<=\n)/);
const joined = (parts: string[]) => Buffer.from(parts.join(''), 'latin1');

/** Damage of text, line by line. */
const ofText: Record<string, Mutation> = {
  'quote unbalanced'(bytes, random) {
    const cells = bytes.toString('latin1').split(/(?=[,;\t])/);
    const at = random.below(cells.length);
    cells[at] = `${cells[at]?.slice(0, 1)}"${cells[at]?.slice(1)}`;
    return joined(cells);
  },
  'lines swapped'(bytes, random) {
    const all = lines(bytes);
    const [a, b] = [random.below(all.length), random.below(all.length)];
    [all[a], all[b]] = [all[b] ?? '', all[a] ?? ''];
    return joined(all);
  },
  'line twice'(bytes, random) {
    const all = lines(bytes);
    const at = random.below(all.length);
    return joined([...all.slice(0, at), all[at] ?? '', ...all.slice(at)]);
  },
  'without a line'(bytes, random) {
    const all = lines(bytes);
    all.splice(random.below(all.length), 1);
    return joined(all);
  },
  'another encoding in the middle'(bytes, random) {
    const words = random.pick(['Zürich Größe', '商机名称', '영업기회', 'Сделка', '見込み客']);
    const encoding = random.pick([
      'windows-1252',
      'gb18030',
      'cp949',
      'windows-1251',
      'shift_jis',
      'utf-16le',
      'utf-8',
    ]);
    return insert(bytes, place(bytes, random), iconv.encode(words, encoding));
  },
  'a very long line': (bytes, random) =>
    insert(bytes, place(bytes, random), Buffer.alloc(200_000, random.pick(['x', ',', 'x ', '"']))),
  'thousands of columns'(bytes, random) {
    const all = lines(bytes);
    const extra = Array.from({ length: random.pick([1000, 3000, 10_000]) }, (_, i) => `c${i}`).join(',');
    const last = random.pick([1, all.length]);
    return joined(
      all.map((line, i) => (i < last ? line.replace(/\r?\n?$/, (end) => `,${extra}${end}`) : line)),
    );
  },
  'other delimiters below'(bytes, random) {
    const all = lines(bytes);
    const at = random.below(all.length);
    return joined(
      all.map((line, i) => (i < at ? line : line.replaceAll(',', random.pick([';', '\t', '|'])))),
    );
  },
  'other line ends below'(bytes, random) {
    const all = lines(bytes);
    const at = random.below(all.length);
    return joined(
      all.map((line, i) =>
        i < at ? line : line.replace(/\r?\n$/, random.pick(['\r', '\r\n', '\n', '\n\r'])),
      ),
    );
  },
  'tokens in cells': (bytes, random) =>
    Buffer.from(
      bytes
        .toString('utf8')
        .replace(/(?<=[,;\t])(?=[,;\t\w])/g, () => (random.chance(0.05) ? random.pick(tokens) : '')),
    ),
  'a title above': (bytes, random) =>
    Buffer.concat([
      Buffer.from(random.pick(['Pipeline report\n\n', ',,\n,,\n', '\n\n\n', 'sep=;\n', '\ufeff\ufeff'])),
      bytes,
    ]),
};

const packed = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;
const zipped = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;
const names = [
  'deals.xlsx',
  'deals.csv',
  'deals.json',
  'deals.parquet',
  'deals.zip',
  'deals.csv.gz',
  'deals',
  'deals.pdf',
];

/** The input damaged up to three times, and what was done; what is packed is damaged inside as often as outside. */
export function mutated(input: Input, random: Random): Input & { what: string } {
  let bytes: Buffer = Buffer.from(input.bytes);
  let name = input.name;
  const what: string[] = [];
  for (let n = 1 + random.below(3); n > 0; n--) {
    const isText = !packed(bytes) && !zipped(bytes);
    if (random.chance(0.08)) {
      name = random.pick(names);
      what.push(`called ${name}`);
    } else if (!isText && random.chance(0.6)) {
      const inner = damagedInside(bytes, random);
      bytes = Buffer.from(inner.bytes);
      what.push(inner.what);
    } else {
      const step = one(bytes, random, isText);
      bytes = step.bytes;
      what.push(step.what);
    }
  }
  return { name, bytes, what: what.join(', ') };
}

function one(bytes: Buffer, random: Random, isText: boolean): { bytes: Buffer; what: string } {
  const all = Object.entries(isText ? { ...ofBytes, ...ofText } : ofBytes);
  const [what, mutation] = random.pick(all);
  return { bytes: Buffer.from(mutation(bytes, random)), what };
}

/** Damage below the checksum: unpacked, damaged and packed again, so that what reads the content meets it. */
function damagedInside(bytes: Buffer, random: Random): { bytes: Uint8Array; what: string } {
  try {
    if (zipped(bytes)) {
      const { bytes: inner, what } = one(gunzipSync(bytes), random, true);
      return { bytes: gzipSync(inner), what: `${what} inside` };
    }
    const files = unzipSync(bytes);
    const entries = Object.keys(files);
    const chosen = random.pick(entries);
    const { bytes: inner, what } = one(Buffer.from(files[chosen] ?? strToU8('')), random, true);
    files[chosen] = new Uint8Array(inner);
    return { bytes: zipSync(files), what: `${what} inside ${chosen}` };
  } catch {
    return one(bytes, random, false);
  }
}
