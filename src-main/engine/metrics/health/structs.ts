import { literal } from '#engine/query/sql-text';

type Cell = string | number | null;

/** Rows as a typed list of structs in SQL, for macros that take a small table; an empty list has its type, too. */
export function structsSql<Name extends string>(
  types: Readonly<Record<Name, string>>,
  rows: readonly Readonly<Record<Name, Cell>>[],
): string {
  const names = Object.keys(types) as Name[];
  const structs = rows.map((row) => `{${names.map((name) => `'${name}': ${cell(row[name])}`).join(', ')}}`);
  const type = names.map((name) => `${name} ${types[name]}`).join(', ');
  return `[${structs.join(', ')}]::STRUCT(${type})[]`;
}

/** A dollar sign in a value must not be taken for a parameter of the statement that the list becomes a part of. */
function cell(value: Cell): string {
  if (typeof value !== 'string' || !value.includes('$')) return literal(value);
  return `(${value.split('$').map(literal).join(' || chr(36) || ')})`;
}
