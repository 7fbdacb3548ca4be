import { tooLarge } from './container-errors';

/** What a container may hold. Real exports stay far below; files made to fill the disk or the memory are far above. */
export const limits = {
  /** Unpacked bytes for each packed one; text of tables packs 5 to 50 times. */
  ratio: 250,
  /** Unpacked bytes that are always allowed, however small the file is. */
  unpacked: 512 * 1024 * 1024,
  /** Levels inside each other, gzip and workbooks included, and how many of them may be archives of files. */
  depth: 5,
  archives: 2,
  entries: 10_000,
  tables: 500,
  /** Bytes of the small parts of a workbook that are held in memory: its list of sheets, its formats. */
  part: 64 * 1024 * 1024,
  /** Bytes of the texts that the cells of a workbook share; they are held in memory. */
  sharedTexts: 256 * 1024 * 1024,
  columns: 16_384,
  rows: 4 * 1024 * 1024,
  /** Bytes of one record of JSON. */
  jsonRecord: 16 * 1024 * 1024,
  /** Columns of text, JSON and Parquet. */
  tableColumns: 2000,
  jsonDepth: 200,
} as const;

export type UnpackBudget = { spend(bytes: number): void };

/** Counts what a file unpacks to, over all its levels; fails with `file-too-large` before it fills the disk. */
export function unpackBudget(name: string, packed: number): UnpackBudget {
  let left = Math.max(limits.unpacked, packed * limits.ratio);
  return {
    spend(bytes) {
      left -= bytes;
      if (left >= 0) return;
      const hint = 'If it is what it should be, unpack it and import the files inside.';
      throw tooLarge(name, `unpacks to more than ${limits.ratio} times its size`, hint);
    },
  };
}
