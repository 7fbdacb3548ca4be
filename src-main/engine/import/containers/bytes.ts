import type { Readable } from 'node:stream';
import type { ChunkReader, FileAccess } from '../file-access';

/** Reads on from where it is and knows which share, 0–1, of all it has read. */
export type ByteReader = ChunkReader & { share(): number };

/** Bytes that can be read from their beginning as often as needed: a file, an entry of an archive, what gzip packs. */
export type Bytes = {
  /** What the user calls it, with what it lies in: `export.zip › deals.csv`. */
  name: string;
  /** What it lies in, outermost first. */
  container: string[];
  /** Its file on the disk; null inside a container. */
  path: string | null;
  open(): Promise<ByteReader>;
};

/** The bytes of a file on the disk. */
export function fileBytes(
  { path, name, container = [] }: { path: string; name: string; container?: string[] },
  size: number,
  files: FileAccess,
): Bytes {
  return {
    name,
    container,
    path,
    async open() {
      const reader = await files.read(path);
      let done = 0;
      return {
        ...reader,
        async read(into) {
          const length = await reader.read(into);
          done += length;
          return length;
        },
        share: () => (size === 0 ? 1 : Math.min(1, done / size)),
      };
    },
  };
}

/** A stream as a reader; `share` is asked after each piece. */
export function streamReader(stream: Readable, share: () => number): ByteReader {
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  // Between two reads nobody else listens, and the error would end the program; kept by the stream, the next read meets it.
  stream.on('error', (error) => stream.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  return {
    async read(into) {
      while (rest.length === 0) {
        const { done, value } = await pieces.next();
        if (done) return 0;
        rest = value;
      }
      const length = rest.copy(into);
      rest = rest.subarray(length);
      return length;
    },
    async close() {
      stream.destroy();
    },
    share,
  };
}
