import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTables } from '#engine/import/containers/read-tables';
import type { ReadOptions, Source } from '#engine/import/containers/reading';
import { diskAccess, type FileAccess } from '#engine/import/file-access';
import { dirty } from './support/staged';

let folder: string;
let scratch: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-decode-'));
  scratch = await mkdtemp(join(tmpdir(), 'weir-scratch-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(scratch, { recursive: true, force: true });
});

type Options = Omit<Partial<ReadOptions>, 'encodingOf'> & { encoding?: string };

async function readOne(source: Source, { encoding, ...options }: Options = {}) {
  const connect = () => Promise.reject(new Error('text needs no database'));
  for await (const table of readTables(source, scratch, {
    ...options,
    encodingOf: () => encoding,
    connect,
  })) {
    return table;
  }
  throw new Error('no table');
}

async function decode(content: Uint8Array | string, options: Options = {}) {
  const path = join(folder, 'deals.csv');
  await writeFile(path, content);
  const source = await readOne({ path, name: 'deals.csv' }, options);
  return { ...source, text: await readFile(source.file, 'utf8') };
}

const text = 'id,name\n1,Zoë Grønbæk\n2,李雷\n';

describe('a file is copied into scratch as UTF-8', () => {
  it('keeps UTF-8 as it is and names the original by its hash', async () => {
    const source = await decode(text);
    expect(source).toMatchObject({ text, encoding: 'utf-8', confidence: 1, bytes: Buffer.byteLength(text) });
    expect(source.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le'])('reads %s by its byte order mark', async (encoding) => {
    const bytes = iconv.encode(text, encoding, { addBOM: true });
    expect(await decode(bytes)).toMatchObject({ text, encoding, confidence: 1 });
  });

  it('drops the byte order mark of UTF-8, but hashes it', async () => {
    const bytes = Buffer.from(`\uFEFF${text}`);
    const source = await decode(bytes);
    expect(source.text).toBe(text);
    expect(source.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it.each(['utf-16le', 'utf-16be'])('tells %s without a mark by its zero bytes', async (encoding) => {
    expect(await decode(iconv.encode(text, encoding))).toMatchObject({ text, encoding });
  });

  it('keeps letters whole that stand across the chunks it reads', async () => {
    const long = `id,name\n${'é李😀x'.repeat(400_000)}\n`;
    expect((await decode(long)).text).toBe(long);
    expect((await decode(iconv.encode(long, 'utf-16le', { addBOM: true }))).text).toBe(long);
  });

  it('reads Windows-1252 that shows only after a megabyte of ASCII', async () => {
    const ascii = 'id,name\n'.concat('1,plain\n'.repeat(200_000));
    const bytes = Buffer.concat([Buffer.from(ascii), iconv.encode('2,Café Müller – 5 €\n', 'windows-1252')]);
    const source = await decode(bytes);
    expect(source.text).toBe(`${ascii}2,Café Müller – 5 €\n`);
    expect(source.encoding).toBe('windows-1252');
  });

  it('keeps the rest of a UTF-8 file that is damaged in one place, and says so', async () => {
    const source = await decode(Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from(text)]));
    expect(source).toMatchObject({ encoding: 'utf-8', replaced: 1, text: `${text}\uFFFD${text}` });
  });

  it('takes the encoding that the user names', async () => {
    const bytes = iconv.encode('id,name\n1,Иван\n', 'windows-1251');
    expect(await decode(bytes, { encoding: 'windows-1251' })).toMatchObject({ text: 'id,name\n1,Иван\n' });
    await expect(decode(bytes, { encoding: 'klingon' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it.each(['mixed-line-ends.csv', 'lone-cr.csv'])(
    'gives %s one kind of line end, cells left alone',
    async (name) => {
      const path = dirty(name);
      const source = await readOne({ path, name });
      const copied = await readFile(source.file, 'utf8');
      expect(source.lineEndsChanged).toBe(true);
      expect(copied.replace(/"[^"]*"/g, '')).not.toContain('\r');
      expect(copied.match(/"[^"]*\r[^"]*"/)).not.toBeNull();
    },
  );

  it('leaves CR LF with LF inside cells as it is', async () => {
    const windows = 'id,note\r\n1,"two\nlines"\r\n';
    expect(await decode(windows)).toMatchObject({ text: windows, lineEndsChanged: false });
  });

  it('reports how far it is, up to the end', async () => {
    const seen: number[] = [];
    await decode('x'.repeat(3_000_000), { onShare: (share) => seen.push(share) });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe(1);
  });
});

describe('a file that cannot be imported says why and leaves nothing behind', () => {
  it.each<[string, string, Uint8Array | string]>([
    ['file-empty', 'no bytes', ''],
    ['file-empty', 'nothing but blank lines', '\n \r\n\n'],
    ['file-empty', 'nothing but a mark', Buffer.from([0xef, 0xbb, 0xbf])],
    ['file-unreadable', 'the beginning of a workbook', Buffer.from('PK\u0003\u0004rest of it')],
    ['file-unreadable', 'the beginning of gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])],
    ['file-binary', 'an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['file-binary', 'zero bytes', Buffer.alloc(5000)],
    [
      'file-binary',
      'numbers of two bytes',
      Buffer.from(Uint16Array.from({ length: 5000 }, (_, i) => i % 30).buffer),
    ],
  ])('%s for %s', async (code, _what, content) => {
    await expect(decode(content)).rejects.toMatchObject({ code });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('names the format and what to do with it', async () => {
    const error = await decode(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      message: expect.stringContaining('Excel'),
      hint: expect.stringContaining('CSV'),
    });
  });

  it('file-not-found for a missing file, file-unreadable for a folder', async () => {
    const missing = readOne({ path: join(folder, 'none.csv'), name: 'none.csv' });
    await expect(missing).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(readOne({ path: folder, name: 'x' })).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });

  it('cancelled in the middle', async () => {
    const stop = new AbortController();
    const running = decode('x,y\n'.repeat(1_000_000), { signal: stop.signal, onShare: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('file-changed when it grows while it is read', async () => {
    let looks = 0;
    const growing: FileAccess = {
      ...diskAccess,
      async stat(path) {
        const info = await diskAccess.stat(path);
        return looks++ === 0 ? info : { ...info, size: info.size + 1 };
      },
    };
    await expect(decode(text, { files: growing })).rejects.toMatchObject({ code: 'file-changed' });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('disk-full when scratch has no room', async () => {
    const full: FileAccess = {
      ...diskAccess,
      async create(path) {
        const writer = await diskAccess.create(path);
        const write = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
        return { ...writer, write };
      },
    };
    await expect(decode(text, { files: full })).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(scratch)).toEqual([]);
  });
});
