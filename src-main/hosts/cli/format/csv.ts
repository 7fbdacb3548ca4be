export type CsvValue = string | number | boolean | null | undefined;

const formulaStart = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?\d+([.,]\d+)?$/;

/** Rows as RFC 4180 text (CRLF) under the given header; text that a spreadsheet would run gets a leading `'`. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: CsvValue): string {
  if (value == null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formulaStart.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Result rows as CSV: their keys are the header, nested objects become `outer.inner`, lists stay JSON. */
export function csvOfRows(rows: readonly object[]): string {
  if (rows.length === 0) return '';
  const flat = rows.map((row) => flattened(row));
  const header = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return csvText(
    header,
    flat.map((row) => header.map((key) => row.get(key))),
  );
}

function flattened(row: object, prefix = ''): Map<string, CsvValue> {
  const cells = new Map<string, CsvValue>();
  for (const [key, value] of Object.entries(row)) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [inner, cell] of flattened(value, `${prefix}${key}.`)) cells.set(inner, cell);
    } else {
      cells.set(prefix + key, Array.isArray(value) ? JSON.stringify(value) : value);
    }
  }
  return cells;
}
