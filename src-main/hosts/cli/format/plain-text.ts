const lineBreaks = /\r\n|[\n\r\u2028\u2029]/g;
// Escape sequences and direction marks in a deal's name could rewrite the terminal or the reading order.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to keep out
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of the data as it may be printed on a terminal; line breaks become spaces unless they are kept. */
export function plainText(text: string, keepLines = false): string {
  const lines = keepLines ? text.replace(/\r\n?/g, '\n') : text.replace(lineBreaks, ' ');
  return lines.replace(unprintable, ' ');
}
