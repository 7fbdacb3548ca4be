/** Which kinds of line end a file has outside quoted cells. */
export type LineEnds = { lf: boolean; crlf: boolean; cr: boolean };

const [cr, lf, quote, backslash] = [13, 10, 34, 92];
const cellEnds = new Set([44, 59, 9, 124, lf, cr]); // , ; tab |

/**
 * Walks over the chunks of a delimited file and tells line ends from line breaks inside quoted cells. With `rewrite`
 * every line end becomes LF; without it nothing is copied. Cells may keep any line break.
 */
export function lineEndWalker(rewrite: boolean): {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
  seen: LineEnds;
} {
  const seen: LineEnds = { lf: false, crlf: false, cr: false };
  const nothing = Buffer.alloc(0);
  let atCellStart = true;
  let quoted = false;
  let escaped = false;
  let afterQuote = false;
  let held = false;

  function push(chunk: Buffer): Buffer {
    const out = rewrite ? Buffer.allocUnsafe(chunk.length + 1) : nothing;
    let length = 0;
    for (const byte of chunk) {
      if (held) {
        held = false;
        if (byte === lf) seen.crlf = true;
        else seen.cr = true;
        if (rewrite) out[length++] = lf;
        if (byte === lf) continue;
      }
      if (quoted) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) [quoted, afterQuote] = [false, true];
      } else if (byte === quote && (atCellStart || afterQuote)) {
        [quoted, atCellStart, afterQuote] = [true, false, false];
      } else {
        afterQuote = false;
        atCellStart = cellEnds.has(byte);
        if (byte === lf) seen.lf = true;
        if (byte === cr) {
          held = true;
          continue;
        }
      }
      if (rewrite) out[length++] = byte;
    }
    return out.subarray(0, length);
  }

  function end(): Buffer {
    if (!held) return nothing;
    held = false;
    seen.cr = true;
    return rewrite ? Buffer.from('\n') : nothing;
  }

  return { push, end, seen };
}

/** Whether lines end in more than one way, or in lone CR as before 2001: DuckDB reads only one of LF and CR LF. */
export function needsOneLineEnd({ lf: lone, crlf, cr: old }: LineEnds): boolean {
  return old || (lone && crlf);
}
