import { WeirError } from '#shared/contract/errors';
import type { Connection } from '../../query/connection';
import { identifier, literal } from '../../query/sql-text';
import { createIn, eachChunk } from '../chunks';
import type { FileAccess } from '../file-access';
import { headerNames } from '../header';
import { damagedContainer, tooLarge } from './container-errors';
import { type JsonColumn, jsonColumns } from './json-columns';
import { jsonLines } from './json-lines';
import { type JsonProblem, type JsonRecords, jsonScan } from './json-scan';
import { limits } from './limits';
import { writeCsv } from './write-csv';

/** Runs `work` with a connection that obeys the cancel signal of the call. */
export type WithConnection = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

type Scratch = { folder: string; files: FileAccess; signal: AbortSignal | undefined };

/**
 * Turns a decoded JSON file (a list, an object with a list in it, or NDJSON) into CSV in scratch, one line a record:
 * record n of the list is record n + 1 of the CSV. Constant memory; the JSON file is removed. Fails with
 * file-unreadable and file-too-large.
 */
export async function jsonTable(
  file: string,
  name: string,
  scratch: Scratch,
  connect: WithConnection,
): Promise<{ file: string; format: 'json' | 'ndjson' }> {
  let lines = file;
  try {
    const scan = jsonScan();
    await eachChunk(file, scratch.files, scratch.signal, async (chunk) => scan.push(chunk));
    const records = scan.end();
    if (typeof records === 'string') throw problem(name, records);
    if (!records.lines) lines = await rewritten(file, records, scratch);
    const target = await connect((connection) => recordsToCsv(connection, lines, name, scratch));
    return { file: target, format: records.list === null && records.many ? 'ndjson' : 'json' };
  } finally {
    await scratch.files.remove(lines);
  }
}

async function rewritten(file: string, { list }: JsonRecords, scratch: Scratch): Promise<string> {
  const { file: target, writer } = await createIn(scratch.folder, scratch.files);
  const lines = jsonLines();
  const [start, end] = list ? [list.start, list.end] : [0, Number.POSITIVE_INFINITY];
  let offset = 0;
  try {
    await eachChunk(file, scratch.files, scratch.signal, async (chunk) => {
      const part = chunk.subarray(Math.max(0, start - offset), Math.max(0, end - offset));
      offset += chunk.length;
      if (part.length > 0) await writer.write(lines(part));
    });
    await writer.close();
  } catch (error) {
    await writer.close().catch(() => undefined);
    await scratch.files.remove(target);
    throw error;
  }
  await scratch.files.remove(file);
  return target;
}

async function recordsToCsv(
  connection: Connection,
  lines: string,
  name: string,
  { folder, files }: Scratch,
): Promise<string> {
  const source = `read_ndjson_objects(${literal(lines)}, maximum_object_size = ${limits.jsonRecord})`;
  try {
    const columns = await jsonColumns(connection, source, name);
    if (columns.length === 0) throw problem(name, 'no-records');
    return await writeCsv(connection, flattened(columns, source), folder, files);
  } catch (error) {
    throw jsonError(error, name);
  }
}

/** One look at each record for all of its plain fields; lists are looked at again. */
function flattened(columns: readonly JsonColumn[], source: string): string {
  const names = headerNames(columns.map(({ name }) => name));
  const paths = columns.map(({ path }) => literal(path)).join(', ');
  const cells = columns.map(({ path, list }, i) => {
    const text = `texts[${i + 1}]`;
    const elements = `TRY_CAST(json_extract(json, ${literal(path)}) AS VARCHAR[])`;
    const cell = list ? `coalesce(array_to_string(${elements}, '; '), ${text})` : text;
    return `${cell} AS ${identifier(names[i] ?? '')}`;
  });
  return `SELECT ${cells.join(', ')}
FROM (SELECT json, json_extract_string(json, [${paths}]) AS texts FROM ${source})`;
}

function problem(name: string, what: JsonProblem): WeirError {
  if (what === 'unfinished') return damagedContainer(name, 'JSON file', new Error('it ends in the middle'));
  if (what === 'too-deep')
    return damagedContainer(name, 'JSON file', new Error(`it nests more than ${limits.jsonDepth} levels`));
  if (what === 'damaged') return damagedContainer(name, 'JSON file', new Error('its brackets do not match'));
  return new WeirError({
    code: 'file-unreadable',
    message: `${name} is JSON without a list of records.`,
    hint: 'A list of objects is read, an object with such a list in it, or one object on each line.',
  });
}

function jsonError(error: unknown, name: string): unknown {
  if (!(error instanceof WeirError) || error.code !== 'sql-error') return error;
  if (/^Out of Memory/i.test(error.message)) {
    return tooLarge(name, 'needs more memory than there is', 'Export the data as CSV instead.');
  }
  if (/maximum_object_size|object size/i.test(error.message)) {
    const hint = 'Export the data as CSV instead.';
    return tooLarge(name, `has a record of more than ${limits.jsonRecord / 1024 / 1024} MB`, hint);
  }
  const line = /line (\d+)/i.exec(error.message)?.[1];
  return damagedContainer(
    name,
    'JSON file',
    new Error(line ? `record ${line} cannot be read` : error.message),
  );
}
