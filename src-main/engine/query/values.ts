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
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
} from '@duckdb/node-api';

/** What a value becomes in JavaScript: days 'YYYY-MM-DD', instants 'YYYY-MM-DDTHH:MM:SS[.ffffff]', numbers as number. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** Types whose values are plain already. */
const plainTypes = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.ENUM,
]);

/** One column of a result as plain JavaScript. What is so already is passed on, as large results mostly are. */
export function plainColumn(values: readonly DuckDBValue[], type: DuckDBType): readonly Plain[] {
  if (plainTypes.has(type.typeId)) return values as readonly Plain[];
  if (type.typeId === DuckDBTypeId.DOUBLE && values.every(Number.isFinite)) return values as readonly Plain[];
  return values.map(plainOf);
}

/** Rows as objects from columns of the same length. */
export function rowObjects(
  names: readonly string[],
  columns: readonly (readonly Plain[])[],
): Record<string, Plain>[] {
  const count = columns[0]?.length ?? 0;
  return Array.from({ length: count }, (_, row) => {
    const object: Record<string, Plain> = {};
    for (let i = 0; i < names.length; i++) object[names[i]!] = columns[i]![row]!;
    return object;
  });
}

/**
 * Turns one DuckDB value into plain JavaScript by its own class. DECIMAL and BIGINT become numbers: amounts in
 * cents stay exact below 90 trillion, which is far above any sum a pipeline has. Whole numbers that JavaScript cannot hold,
 * such as hashes, stay as text.
 */
export const toPlain: DuckDBValueConverter<Plain> = (value: DuckDBValue, type: DuckDBType): Plain => {
  void type;
  return plainOf(value);
};

function plainOf(value: DuckDBValue): Plain {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'bigint': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
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
