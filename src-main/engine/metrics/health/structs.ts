import { literal } from '#engine/query/sql-text';

type Cell = string | number | null;

/**
 * Rows as a typed list of structs in SQL, for macros that take a small table; an empty list has its type, too. As one text wherever
 * that can be read in one way only: DuckDB binds each of the structs otherwise, which for some dozens takes longer than the rest.
 */
export function structsSql<Name extends string>(
  types: Readonly<Record<Name, string>>,
  rows: readonly Readonly<Record<Name, Cell>>[],
): string {
  const names = Object.keys(types) as Name[];
  const isText = rows.every((row) => names.every((name) => isPlain(row[name])));
  const structs = rows.map((row) => {
    const cells = names.map((name) =>
      isText ? `${name}: ${textCell(row[name])}` : `'${name}': ${cell(row[name])}`,
    );
    return `{${cells.join(', ')}}`;
  });
  const list = `[${structs.join(', ')}]`;
  const type = names.map((name) => `${name} ${types[name]}`).join(', ');
  return `${isText ? literal(list) : list}::STRUCT(${type})[]`;
}

/** Whether nothing in a value has a meaning within quotes. */
function isPlain(value: Cell): boolean {
  return typeof value === 'string' ? /^[\p{L}\p{N} _.,&/-]*$/u.test(value) : true;
}

function textCell(value: Cell): string {
  return typeof value === 'string' ? `"${value}"` : String(value ?? 'NULL');
}

/** A dollar sign in a value must not be taken for a parameter of the statement that the list becomes a part of. */
function cell(value: Cell): string {
  if (typeof value !== 'string' || !value.includes('$')) return literal(value);
  return `(${value.split('$').map(literal).join(' || chr(36) || ')})`;
}
