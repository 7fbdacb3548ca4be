import { type DateReading, readDate } from './values/dates';
import { looksNumeric } from './values/numbers';
import { isBooleanWord, isNullWord } from './values/words';

/** What the sample of one column looks like, before anybody has named it. */
export type ColumnContent = {
  name: string;
  index: number;
  /** Sample values that say something: neither empty nor a word for empty. */
  values: string[];
  /** Share of the sampled rows that have a value. */
  filled: number;
  /** Shares of `values`. */
  numeric: number;
  dates: number;
  booleans: number;
  /** Distinct values per value: 1 where all differ. */
  distinct: number;
  readings: DateReading[];
};

export function columnContents(
  headers: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): ColumnContent[] {
  return headers.map((name, index) => contentOf(name, index, rows));
}

function contentOf(
  name: string,
  index: number,
  rows: readonly (readonly (string | null)[])[],
): ColumnContent {
  const present = rows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '');
  const named = present.filter((value) => !isNullWord(value));
  // A word such as `нет` says no among others that say yes, and elsewhere that there is nothing.
  const answers = named.length > 0 && named.every(isBooleanWord);
  const values = answers ? present.filter((value) => !isNullWord(value) || isBooleanWord(value)) : named;
  const share = (test: (value: string) => boolean) =>
    values.length === 0 ? 0 : values.filter(test).length / values.length;
  const readings = values.map((value) => readDate(value)).filter((reading) => reading !== null);
  return {
    name,
    index,
    values,
    filled: rows.length === 0 ? 0 : values.length / rows.length,
    numeric: share(looksNumeric),
    dates: values.length === 0 ? 0 : readings.length / values.length,
    booleans: share(isBooleanWord),
    distinct: values.length === 0 ? 0 : new Set(values).size / values.length,
    readings,
  };
}
