import { state as at, byteClass, byteClasses, classCount, nextState } from './csv-states';

/** Which kinds of line end a file has outside quoted cells. */
export type LineEnds = { lf: boolean; crlf: boolean; cr: boolean };

export type LineEndWalker = { push(chunk: Buffer): Buffer; end(): Buffer; seen: LineEnds };

const [cr, lf] = [13, 10];
const classes = byteClasses('"', ',;\t|');

/**
 * Walks over the chunks of a delimited file and tells line ends from line breaks inside quoted cells. With `rewrite`
 * every line end becomes LF; without it nothing is copied. Cells may keep any line break.
 */
export function lineEndWalker(rewrite: boolean): LineEndWalker {
  const seen: LineEnds = { lf: false, crlf: false, cr: false };
  const nothing = Buffer.alloc(0);
  let carried: number = at.cellStart;

  function push(chunk: Buffer): Buffer {
    const out = rewrite ? Buffer.allocUnsafe(chunk.length + 1) : nothing;
    let length = 0;
    let state = carried;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      const kind = classes[byte]!;
      let skipped = false;
      if (state === at.afterReturn) {
        if (kind === byteClass.feed) seen.crlf = skipped = true;
        else seen.cr = true;
      } else if (kind === byteClass.feed && state !== at.quoted) seen.lf = true;
      state = nextState[state * classCount + kind]!;
      if (rewrite && !skipped) out[length++] = state === at.afterReturn ? lf : byte;
    }
    carried = state;
    return out.subarray(0, length);
  }

  function end(): Buffer {
    if (carried === at.afterReturn) seen.cr = true;
    return nothing;
  }

  return { push, end, seen };
}

/** Whether lines end in more than one way, or in lone CR as before 2001: DuckDB reads only one of LF and CR LF. */
export function needsOneLineEnd({ lf: lone, crlf, cr: old }: LineEnds): boolean {
  return old || (lone && crlf);
}

/**
 * Whether a file may need a walk: fast, and blind to quotes. A file of LF alone or of CR LF alone never does; one with
 * LF inside the cells of CR LF lines is a false alarm that the walk clears up.
 */
export function lineEndWatch(): { push(chunk: Buffer): void; suspicious(): boolean } {
  const seen: LineEnds = { lf: false, crlf: false, cr: false };
  let last = 0;

  function push(chunk: Buffer): void {
    if (needsOneLineEnd(seen)) return;
    if (last === cr && chunk[0] !== lf) seen.cr = true;
    if (last !== cr && !chunk.includes(cr)) {
      seen.lf ||= chunk.includes(lf);
      last = chunk.at(-1) ?? last;
      return;
    }
    for (let i = chunk.indexOf(lf); i >= 0 && !(seen.lf && seen.crlf); i = chunk.indexOf(lf, i + 1)) {
      if ((i === 0 ? last : chunk[i - 1]) === cr) seen.crlf = true;
      else seen.lf = true;
    }
    for (
      let i = chunk.indexOf(cr);
      i >= 0 && i < chunk.length - 1 && !seen.cr;
      i = chunk.indexOf(cr, i + 1)
    ) {
      if (chunk[i + 1] !== lf) seen.cr = true;
    }
    last = chunk.at(-1) ?? last;
  }

  return { push, suspicious: () => needsOneLineEnd(seen) || last === cr };
}

/** Counts the lines of a file, the last of which may lack its end. */
export function lineCount(): { push(chunk: Buffer): void; total(): number } {
  let lines = 0;
  let last = lf;

  function push(chunk: Buffer): void {
    for (let i = chunk.indexOf(lf); i >= 0; i = chunk.indexOf(lf, i + 1)) lines++;
    last = chunk.at(-1) ?? last;
  }

  return { push, total: () => (last === lf ? lines : lines + 1) };
}
