import { literal } from '../../query/sql-text';

/** What the five letters of a block say: the letter at the number whose bits are their capitals, the first the lowest. */
const sums = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** Accounts, contacts, users, opportunities, leads and what else the pipeline names begin with two zeros. */
const short = '00[0-9A-Za-z]{13}';
const long = '00[0-9A-Za-z]{16}';

/** Whether a text looks like the id of a Salesforce record; one of digits alone may be any number. */
export function isSalesforceId(text: string): boolean {
  return /^00[0-9A-Za-z]{13}([0-9A-Za-z]{3})?$/.test(text) && /[A-Za-z]/.test(text);
}

export function isShortIdSql(text: string): string {
  return `(strlen(${text}) = 15 AND regexp_full_match(${text}, '${short}'))`;
}

/** True for texts whose letters are all capitals or all small. */
export function hasOneCaseSql(text: string): string {
  return `(${text} = upper(${text}) OR ${text} = lower(${text}))`;
}

/** True for long ids whose letters lost their case, as their last three tell. */
export function isFoldedSql(text: string): string {
  return `(strlen(${text}) = 18 AND ${hasOneCaseSql(text)} AND regexp_full_match(${text}, '${long}') AND ${restoredSql(text)} <> ${text})`;
}

/**
 * SQL of the id in its long form, which says in its last three letters which of the fifteen before are capitals: a
 * short id gets them, a long one that lost its case gets the case back. Other texts stay as they are.
 */
export function salesforceIdSql(text: string): string {
  const blocks = [0, 1, 2].map((block) => `substr(${literal(sums)}, ${capitalsOf(text, block)} + 1, 1)`);
  return `CASE WHEN ${isShortIdSql(text)} THEN ${text} || ${blocks.join(' || ')}
    WHEN strlen(${text}) = 18 AND ${hasOneCaseSql(text)} AND regexp_full_match(${text}, '${long}') THEN ${restoredSql(text)}
    ELSE ${text} END`;
}

function capitalsOf(text: string, block: number): string {
  return [0, 1, 2, 3, 4]
    .map((i) => `CAST(substr(${text}, ${block * 5 + i + 1}, 1) BETWEEN 'A' AND 'Z' AS INTEGER) * ${2 ** i}`)
    .join(' + ');
}

function restoredSql(text: string): string {
  const letters = Array.from({ length: 15 }, (_, i) => {
    const letter = `substr(${text}, ${i + 1}, 1)`;
    const sum = `(instr('${sums}', upper(substr(${text}, ${16 + Math.floor(i / 5)}, 1))) - 1)`;
    return `CASE WHEN (${sum} >> ${i % 5}) & 1 = 1 THEN upper(${letter}) ELSE lower(${letter}) END`;
  });
  // The last three are no sum of capitals where they hold 6 to 9.
  return `CASE WHEN regexp_full_match(substr(${text}, 16, 3), '[A-Za-z0-5]{3}') THEN ${letters.join(' || ')} || upper(substr(${text}, 16, 3)) ELSE ${text} END`;
}
