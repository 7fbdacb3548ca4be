import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { conversionOf } from '#engine/import/convert';
import { rawTable } from '#engine/import/raw-table';
import { WeirError } from '#shared/contract/errors';
import type { Bench, Staged } from '../import/support/staged';
import type { Input } from './formats';

const refusals = ['file-binary', 'file-empty', 'file-unreadable', 'file-too-large', 'not-a-table'];

/** Longest time, in milliseconds, that a small file may take on a busy machine. */
const longest = 20_000;

/**
 * Takes bytes through reading and understanding: they are refused with a reason that a person can act on, or every row
 * is loaded or rejected, with line and reason. Returns the tables that were read.
 */
export async function checkImport(bench: Bench, { name, bytes }: Input): Promise<Staged[]> {
  const before = performance.now();
  const tables = await bench.stageAll(bytes, name).catch((error: unknown) => error);
  expect(performance.now() - before).toBeLessThan(longest);
  if (tables instanceof WeirError) {
    if (!refusals.includes(tables.code)) throw tables;
    expect([tables.message !== '', tables.hint !== undefined]).toEqual([true, true]);
    return [];
  }
  if (!Array.isArray(tables)) throw tables;
  for (const table of tables) await checkRows(table);
  return tables;
}

async function checkRows({ file, malformed, query, rejects }: Staged): Promise<void> {
  for (const { line, reason } of malformed) expect([line > 0, reason !== '']).toEqual([true, true]);
  const [{ rows } = {}] = await query(`SELECT count(*) AS rows FROM ${rawTable(file.raw)}`);
  expect(rows).toBe(file.rows);
  if (file.kind === null) return;
  const field = file.columns.some((column) => column.field === 'field');
  const [counts] = await query(
    `SELECT count(*) AS read, count(*) FILTER (reject_reason IS NULL) AS loaded FROM (${conversionOf(file).select})`,
  );
  // Rows of changed fields are put together, several to one.
  if (!field) expect(counts?.read).toBe(file.rows);
  const shown = await rejects();
  for (const { line, reason } of shown) expect([line > 0, reason !== '']).toEqual([true, true]);
  const rejected = Number(counts?.read) - Number(counts?.loaded) + malformed.length;
  expect(shown.length).toBe(Math.min(50, rejected));
}

/** Takes what a case left behind out of the database and the folder. */
export async function cleared(bench: Bench, tables: readonly Staged[]): Promise<void> {
  for (const { query, file } of tables) await query(`DROP TABLE IF EXISTS ${rawTable(file.raw)}`);
  for (const name of await readdir(bench.folder))
    await rm(join(bench.folder, name), { recursive: true, force: true });
}
