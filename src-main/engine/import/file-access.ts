import { open, rm, stat } from 'node:fs/promises';

/** The few file operations that decoding needs; tests put failing disks and changing files behind them. */
export type FileAccess = {
  stat(path: string): Promise<{ size: number; modified: number; isFile: boolean }>;
  read(path: string): Promise<ChunkReader>;
  /** Fails with EEXIST when the file is there. */
  create(path: string): Promise<ChunkWriter>;
  remove(path: string): Promise<void>;
};

export type ChunkReader = {
  /** Fills the buffer from where the last read ended; 0 bytes at the end. */
  read(into: Buffer): Promise<number>;
  close(): Promise<void>;
};

export type ChunkWriter = { write(bytes: Buffer): Promise<void>; close(): Promise<void> };

export const diskAccess: FileAccess = {
  async stat(path) {
    const info = await stat(path);
    return { size: info.size, modified: info.mtimeMs, isFile: info.isFile() };
  },
  async read(path) {
    const handle = await open(path, 'r');
    return {
      read: async (into) => (await handle.read(into, 0, into.length)).bytesRead,
      close: () => handle.close(),
    };
  },
  async create(path) {
    const handle = await open(path, 'wx');
    return { write: (bytes) => handle.writeFile(bytes), close: () => handle.close() };
  },
  remove: (path) => rm(path, { force: true }),
};
