/** One column of a flattened record: its name, and where its value stands, as a JSON pointer. */
export type JsonColumn = { name: string; path: string; list: boolean };

const deepest = 3;
/** Wrappers whose fields are the record's own, in the answers of CRM interfaces. */
const wrappers = ['properties', 'fields'];

/**
 * Columns of records by their common structure, as DuckDB's `json_group_structure` tells it: inner objects with dots,
 * `owner.name`, and a wrapper of all fields (HubSpot's `properties`) without its name. In the order of the first records;
 * what comes later follows by name.
 */
export function jsonColumns(structure: unknown, first: unknown): JsonColumn[] {
  const columns = inOrder(collect(structure, '', []), collect(first, '', []));
  const taken = new Map<string, number>();
  for (const column of columns) taken.set(column.name, (taken.get(column.name) ?? 0) + 1);
  return columns.map((column) => {
    const short = wrappers.find((wrapper) => column.name.startsWith(`${wrapper}.`));
    const name = short ? column.name.slice(short.length + 1) : column.name;
    return taken.has(name) && name !== column.name ? column : { ...column, name };
  });
}

function inOrder(columns: JsonColumn[], first: JsonColumn[]): JsonColumn[] {
  const places = new Map(first.map(({ path }, i) => [path, i]));
  const place = ({ path }: JsonColumn) => places.get(path) ?? first.length;
  const byPath = (a: JsonColumn, b: JsonColumn) => (a.path < b.path ? -1 : 1);
  return columns.sort((a, b) => place(a) - place(b) || byPath(a, b));
}

function collect(structure: unknown, path: string, names: string[]): JsonColumn[] {
  const isObject = typeof structure === 'object' && structure !== null && !Array.isArray(structure);
  const fields = isObject ? Object.entries(structure) : [];
  if (fields.length > 0 && names.length < deepest) {
    return fields.flatMap(([key, inner]) => collect(inner, `${path}/${pointerKey(key)}`, [...names, key]));
  }
  const list = Array.isArray(structure) && typeof structure[0] === 'string';
  return names.length > 0 ? [{ name: names.join('.'), path, list }] : [];
}

/** A key in a JSON pointer (RFC 6901), which takes any text; paths with `$` do not. */
function pointerKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
