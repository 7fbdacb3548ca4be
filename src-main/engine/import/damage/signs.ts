import type { Fact } from '../fact';
import type { StagedColumn } from '../staged-file';
import { textOf } from './mend';
import { hasOneCaseSql, isSalesforceId } from './salesforce-id-sql';

/**
 * What one cheap pass over a column of texts shows; each kind of damage leaves one of these signs, and is looked for
 * only where there is one. Counts of cells, lengths in bytes.
 */
export type Signs = {
  longest: number;
  /** How many bytes letters beyond ASCII add to a text, at most; 0 where there are none. */
  foreign: number;
  /** Texts that begin with a mark such as `#`, `'` or `=`. */
  marked: number;
  /** Short texts with a hyphen. */
  hyphens: number;
  /** Of ids: those of 15 characters, long ones whose letters have one case, those with an exponent, those that begin with 0. */
  short: number;
  oneCase: number;
  exponents: number;
  zeros: number;
  shortest: number;
};

const names = ['foreign', 'marked', 'hyphens', 'short', 'oneCase', 'exponents', 'zeros'] as const;

/** A sign and the SQL of what shows it. */
export type Sign = [name: keyof Signs, fact: Fact];

/** The signs of a column and what shows them. */
export function signsSql(column: StagedColumn): Sign[] {
  const text = textOf(column);
  const signs: Sign[] = [
    ['longest', { value: `max(strlen(${text}))` }],
    ['foreign', { value: `-min(length(${text}) - strlen(${text}))` }],
    ['marked', { count: `${text} < '0' OR ${text} >= '=' AND ${text} < '>'` }],
  ];
  if (!isId(column)) return [...signs, ['hyphens', { count: shortWith(text, '-') }]];
  if (holdsSalesforceIds(column)) {
    const short: Sign = ['short', { count: `strlen(${text}) = 15` }];
    // A program that changes the case of one id changes it of all, and looking at each would cost more than all other signs.
    if (!column.samples.some(hasOneCase)) return [...signs, short];
    const oneCase = `CASE WHEN strlen(${text}) = 18 THEN ${hasOneCaseSql(text)} ELSE FALSE END`;
    return [...signs, short, ['oneCase', { count: oneCase }]];
  }
  return [
    ...signs,
    ['shortest', { value: `min(strlen(${text}))` }],
    ['exponents', { count: `CASE WHEN strlen(${text}) <= 24 THEN contains(${text}, '+') ELSE FALSE END` }],
    ['zeros', { count: `starts_with(${text}, '0')` }],
  ];
}

function hasOneCase(sample: string): boolean {
  return sample === sample.toUpperCase() || sample === sample.toLowerCase();
}

/** Reads the signs off a row of aggregates. */
export function signsOf(count: (name: keyof Signs) => number): Signs {
  const signs = { longest: count('longest'), shortest: count('shortest') };
  return {
    ...signs,
    ...(Object.fromEntries(names.map((name) => [name, count(name)])) as Record<
      (typeof names)[number],
      number
    >),
  };
}

// CASE spares long texts the search, which AND does not.
function shortWith(text: string, mark: string): string {
  return `CASE WHEN strlen(${text}) <= 10 THEN contains(${text}, '${mark}') ELSE FALSE END`;
}

const idFields = new Set(['id', 'key', 'opportunity', 'account', 'owner', 'product']);
const idHeader = /(^|[^a-z])(id|code|no|nr|number|key|sku)s?$/i;

/** Whether a column of texts holds what tells one record from another. */
export function isId({ field, column, samples }: StagedColumn): boolean {
  if (field === 'account' || field === 'owner' || field === 'product')
    return samples.some((sample) => /^[\d.,Ee+]+$/.test(sample.trim()) || isSalesforceId(sample.trim()));
  return field !== null ? idFields.has(field) : idHeader.test(column.replace(/([a-z])([A-Z])/g, '$1 $2'));
}

/** By its first values: the ids of a column are all of one kind. */
export function holdsSalesforceIds({ samples, field }: StagedColumn): boolean {
  return field !== null && samples.some((sample) => isSalesforceId(sample.trim()));
}
