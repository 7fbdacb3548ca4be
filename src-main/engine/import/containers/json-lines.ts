const [quote, backslash, open1, close1, open2, close2, comma, lf, cr] = [
  34, 92, 91, 93, 123, 125, 44, 10, 13,
];
const space = 32;

/**
 * Rewrites the elements of a list, or values that follow each other, as one line each. Line breaks inside a value are
 * blanks outside its texts, for JSON has none inside them.
 */
export function jsonLines() {
  let depth = 0;
  let inString = false;
  let escaped = false;

  return (chunk: Buffer): Buffer => {
    // A value that ends where the next one begins gets a line end that was not there.
    const out = Buffer.allocUnsafe(chunk.length * 2);
    let length = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (inString) {
        out[length++] = byte;
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (depth === 0 && (byte === comma || byte === lf || byte === cr)) continue;
      if (byte === quote) inString = true;
      else if (byte === open1 || byte === open2) depth++;
      else if (byte === close1 || byte === close2) depth--;
      out[length++] = byte === lf || byte === cr ? space : byte;
      if (depth === 0 && (byte === close1 || byte === close2)) out[length++] = lf;
    }
    return out.subarray(0, length);
  };
}
