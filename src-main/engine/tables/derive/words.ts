import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';

/** Words beyond this many stay words; a list of them would be longer than what it saves. */
const mostWords = 5000;

/** The cast to an enumeration of all words that `rows`, a query of one column, has; nothing where they are none or too many. */
export async function enumOf(connection: Connection, rows: string): Promise<string> {
  const words = await connection.all<{ word: string }>(
    `SELECT DISTINCT word FROM (${rows}) AS t(word) WHERE word IS NOT NULL ORDER BY word LIMIT ${mostWords + 1}`,
  );
  if (words.length === 0 || words.length > mostWords) return '';
  return `::ENUM(${words.map(({ word }) => literal(word)).join(', ')})`;
}
