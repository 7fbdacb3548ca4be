/** States of a walk through the bytes of a delimited file, and classes of bytes. `afterReturn` follows a CR outside quotes. */
export const state = { cellStart: 0, unquoted: 1, quoted: 2, afterQuote: 3, afterReturn: 4 } as const;
export const byteClass = { other: 0, quote: 1, delimiter: 2, feed: 3, return: 4, blank: 5 } as const;
/** Classes there are: `nextState` has so many entries for each state. */
export const classCount = 6;

const { cellStart, unquoted, quoted, afterQuote, afterReturn } = state;

/** Next state by `state * classCount + class`: a quote opens a cell only at its start, blanks aside; two inside are one. */
export const nextState = Uint8Array.from([
  ...[unquoted, quoted, cellStart, cellStart, afterReturn, cellStart],
  ...[unquoted, unquoted, cellStart, cellStart, afterReturn, unquoted],
  ...[quoted, afterQuote, quoted, quoted, quoted, quoted],
  ...[unquoted, quoted, cellStart, cellStart, afterReturn, unquoted],
  ...[unquoted, quoted, cellStart, cellStart, afterReturn, cellStart],
]);

/** Class of every byte. */
export function byteClasses(quote: string, delimiters: string): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const char = String.fromCharCode(byte);
    if (char === quote) return byteClass.quote;
    if (char === '\n') return byteClass.feed;
    if (char === '\r') return byteClass.return;
    if (delimiters.includes(char)) return byteClass.delimiter;
    return char === ' ' ? byteClass.blank : byteClass.other;
  });
}
