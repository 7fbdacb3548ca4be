import stringWidth from 'string-width';
import type { SqlErrorPlace } from '#shared/results/console';

const placed = /\n+LINE (\d+): (.*)\n( *)\^[\s\S]*$/;

const ofParsing = /^Failed to extract statements: /;
/** Suggestions of names that are not the workspace's. */
const systemNames = /\nDid you mean "(pg_|duckdb_|sqlite_|main\.)[^"]*"\?/;

/**
 * Where DuckDB's message says that a statement went wrong, and the message without that picture. DuckDB draws the line
 * with a mark below, cut to some hundred columns and counted as a terminal shows it; null where it draws none.
 */
export function errorPlace(thrown: string, sql: string): { message: string; place: SqlErrorPlace | null } {
  const message = thrown.replace(ofParsing, '').replace(systemNames, '');
  if (/syntax error at end of input/.test(message)) {
    const end = sql.trimEnd().length;
    return { message, place: { from: Math.max(0, end - 1), to: end } };
  }
  const found = placed.exec(message);
  if (!found) return { message, place: null };
  const [picture, line = '1', shown = '', before = ''] = found;
  const from = offsetOf(sql, Number(line), shown, before.length - `LINE ${line}: `.length);
  return {
    message: message.slice(0, -picture.length),
    place: from === null ? null : { from, to: from + lengthAt(sql, from) },
  };
}

function offsetOf(sql: string, line: number, shown: string, column: number): number | null {
  const lines = sql.split('\n');
  const text = lines[line - 1];
  if (text === undefined) return null;
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const cutBefore = shown.startsWith('...') && !text.startsWith('...');
  const part = shown.slice(cutBefore ? 3 : 0).replace(/\.\.\.$/, '');
  const at = text.indexOf(part);
  if (at < 0) return null;
  return start + at + charactersIn(part, column - (cutBefore ? 3 : 0));
}

/** How many characters of the text stand left of a column of a terminal; what has no width stands left too. */
function charactersIn(text: string, column: number): number {
  let [at, width] = [0, 0];
  for (const character of text) {
    width += stringWidth(character);
    if (width > column) break;
    at += character.length;
  }
  return at;
}

/** The word, quoted name or sign that stands there. */
function lengthAt(sql: string, from: number): number {
  const [word] = /^("[^"]*"|'[^']*'|[\p{L}\p{N}_.]+|.)/su.exec(sql.slice(from)) ?? [''];
  return word.length;
}
