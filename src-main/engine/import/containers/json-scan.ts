import { limits } from './limits';

/** Where in a JSON text its records stand: one object after the other, or the elements of a list. */
export type JsonRecords = {
  /** First byte of the list's elements and the byte after them; null when the records stand alone. */
  list: { start: number; end: number } | null;
  /** Several values one after the other. */
  many: boolean;
  /** Each record is on a line of its own, so that nothing has to be rewritten. */
  lines: boolean;
};

/** Why a text is not a list of records. */
export type JsonProblem = 'unfinished' | 'no-records' | 'damaged' | 'too-deep';

type Level = { list: boolean; start: number; objects: number };

const [quote, backslash, openList, closeList, openObject, closeObject, lf, space] = [
  34, 92, 91, 93, 123, 125, 10, 32,
];
const deepestList = 3;

/**
 * Walks once over a JSON text, in pieces, and finds its records: the elements of the outermost list, or of the longest
 * list of objects inside an object (`{"results": […]}`, `{"d": {"results": […]}}`), or the values that follow each
 * other (NDJSON). Looks at braces and strings only; whether values are valid is for the reader to say.
 */
export function jsonScan() {
  const levels: Level[] = [];
  let best: { start: number; end: number; objects: number; depth: number } | null = null;
  let inString = false;
  let escaped = false;
  let offset = 0;
  let values = 0;
  let breaks = false;
  /** A value ended, and no line has ended since. */
  let ended = false;
  let objects = 0;
  let deep = 0;
  let problem: JsonProblem | null = null;

  function open(list: boolean, at: number): void {
    const depth = levels.length + deep;
    // Readers of JSON call themselves for each level and would run out of stack.
    if (depth > limits.jsonDepth) problem ??= 'too-deep';
    if (depth === 0) {
      values++;
      breaks ||= ended;
      if (!list) objects++;
    }
    const parent = levels.at(-1);
    if (!list && deep === 0 && parent?.list) parent.objects++;
    // Deeper levels are only counted: no record stands there, and a text may nest without end.
    if (depth < deepestList) levels.push({ list, start: at + 1, objects: 0 });
    else deep++;
  }

  function close(list: boolean, at: number): void {
    if (deep > 0) {
      deep--;
      return;
    }
    const level = levels.pop();
    ended = levels.length === 0;
    if (!level || level.list !== list) {
      problem ??= 'damaged';
      return;
    }
    const depth = levels.length;
    const better =
      best === null || depth < best.depth || (depth === best.depth && level.objects > best.objects);
    if (list && level.objects > 0 && (best === null || better)) {
      best = { start: level.start, end: at, objects: level.objects, depth };
    }
  }

  function push(chunk: Buffer): void {
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) inString = true;
      else if (byte === openObject || byte === openList) open(byte === openList, offset + i);
      else if (byte === closeObject || byte === closeList) close(byte === closeList, offset + i);
      else if (byte === lf) {
        breaks ||= levels.length > 0;
        ended = false;
      } else if (levels.length === 0 && byte > space) problem ??= 'no-records';
    }
    offset += chunk.length;
  }

  function end(): JsonRecords | JsonProblem {
    if (problem) return problem;
    if (levels.length > 0 || inString) return 'unfinished';
    if (values > 1) return objects === values ? { list: null, many: true, lines: !breaks } : 'no-records';
    if (best) return { list: { start: best.start, end: best.end }, many: true, lines: false };
    return objects === 1 ? { list: null, many: false, lines: !breaks } : 'no-records';
  }

  return { push, end };
}
