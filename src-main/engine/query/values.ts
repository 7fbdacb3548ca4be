import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBValueConverter,
} from '@duckdb/node-api';

/** What a value becomes in JavaScript: days 'YYYY-MM-DD', instants 'YYYY-MM-DDTHH:MM:SS[.ffffff]', numbers as number. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/**
 * Turns one DuckDB value into plain JavaScript by its own class. DECIMAL and BIGINT become numbers: amounts in
 * cents stay exact below 90 trillion, which is far above any sum a pipeline has.
 */
export const toPlain: DuckDBValueConverter<Plain> = (value: DuckDBValue, type: DuckDBType): Plain => {
  void type;
  return plainOf(value);
};

function plainOf(value: DuckDBValue): Plain {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'bigint':
      return Number(value);
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'string':
    case 'boolean':
      return value;
    default:
      return plainOfObject(value);
  }
}

function plainOfObject(value: Exclude<DuckDBValue, string | number | bigint | boolean | null>): Plain {
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue) return value.toString().replace(' ', 'T');
  if (value instanceof DuckDBTimestampTZValue)
    return new DuckDBTimestampValue(value.micros).toString().replace(' ', 'T');
  if (value instanceof DuckDBListValue) return value.items.map(plainOf);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plainOf(entry)]));
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(
      value.entries.map((entry) => [String(plainOf(entry.key)), plainOf(entry.value)]),
    );
  }
  if (value instanceof DuckDBIntervalValue || value instanceof DuckDBBlobValue) return value.toString();
  return String(value);
}
