/** States of a walk through the bytes of a delimited file, and classes of bytes. `afterReturn` follows a CR outside quotes. */
export const state = {
  cellStart: 0,
  unquoted: 1,
  quoted: 2,
  afterQuote: 3,
  afterReturn: 4,
  escaped: 5,
} as const;
export const byteClass = { other: 0, quote: 1, delimiter: 2, feed: 3, return: 4, escape: 5 } as const;

const { cellStart, unquoted, quoted, afterQuote, afterReturn, escaped } = state;

/** Next state by `state * 6 + class`: a quote opens a cell only at its start, and two inside are one. */
export const nextState = Uint8Array.from([
  ...[unquoted, quoted, cellStart, cellStart, afterReturn, unquoted],
  ...[unquoted, unquoted, cellStart, cellStart, afterReturn, unquoted],
  ...[quoted, afterQuote, quoted, quoted, quoted, escaped],
  ...[unquoted, quoted, cellStart, cellStart, afterReturn, unquoted],
  ...[unquoted, quoted, cellStart, cellStart, afterReturn, unquoted],
  ...[quoted, quoted, quoted, quoted, quoted, quoted],
]);

/** Class of every byte. Only a backslash is an escape of its own; a doubled quote needs none. */
export function byteClasses(quote: string, delimiters: string, escaper = ''): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const char = String.fromCharCode(byte);
    if (char === quote) return byteClass.quote;
    if (char === '\n') return byteClass.feed;
    if (char === '\r') return byteClass.return;
    if (char === escaper) return byteClass.escape;
    return delimiters.includes(char) ? byteClass.delimiter : byteClass.other;
  });
}
