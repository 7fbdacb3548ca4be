import type { Connection } from '../../query/connection';
import { literal } from '../../query/sql-text';
import { tooLarge } from './container-errors';
import { limits } from './limits';

/** One column of a flattened record: its name, and where its value stands, as a JSON pointer. */
export type JsonColumn = { name: string; path: string; list: boolean };

const deepest = 3;
/** Wrappers whose fields are the record's own, in the answers of CRM interfaces. */
const wrappers = ['properties', 'fields'];
const shapes = 'temp.json_shape';

/**
 * Columns of records by the fields that any of them has, in the order of their first appearance: inner objects with
 * dots, `owner.name`, and a wrapper of all fields (HubSpot's `properties`) without its name. What is an object in some
 * records and a value in others stays whole. `source` gives the records as `json`. Fails with file-too-large.
 */
export async function jsonColumns(
  connection: Connection,
  source: string,
  name: string,
): Promise<JsonColumn[]> {
  // The shape of a record is its structure with every type as "x". Records have few different shapes, so this holds
  // little, which an aggregate over whole structures would not.
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE ${shapes} AS
    SELECT shape::JSON AS shape, min(number) AS number
    FROM (
      SELECT
        replace(json_structure(json)::VARCHAR, ':"NULL"', ':null')
          .regexp_replace(':"[A-Z0-9_]+"', ':"x"', 'g')
          .regexp_replace('\\["[A-Z0-9_]+"\\]', '["x"]', 'g') AS shape,
        row_number() OVER () AS number
      FROM ${source}
    )
    GROUP BY shape`);
  try {
    return unwrapped(await fieldsBelow(connection, name, '', []));
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${shapes}`);
  }
}

async function fieldsBelow(
  connection: Connection,
  file: string,
  path: string,
  names: string[],
): Promise<JsonColumn[]> {
  const fields = await connection.all<{ key: string; object: boolean; plain: boolean; list: boolean }>(`
    SELECT key, bool_or(kind = 'OBJECT') AS object, bool_or(kind NOT IN ('OBJECT', 'NULL')) AS plain,
      -- An empty list does not say what the lists of other records hold.
      coalesce(bool_and(json_type(value, '/0') = 'VARCHAR') FILTER (kind = 'ARRAY'), false) AS list
    FROM (
      SELECT key, place, number, value, json_type(value) AS kind
      FROM (
        SELECT key, place, number,
          json_extract(shape, ${literal(`${path}/`)} || key.replace('~', '~0').replace('/', '~1')) AS value
        FROM (
          SELECT shape, number, unnest(json_keys(shape, ${literal(path)})) AS key,
            generate_subscripts(json_keys(shape, ${literal(path)}), 1) AS place
          FROM ${shapes}
          WHERE json_type(shape, ${literal(path)}) = 'OBJECT'
        )
      )
    )
    GROUP BY key
    ORDER BY min(number), arg_min(place, number)
    LIMIT ${limits.tableColumns + 1}`);
  const columns: JsonColumn[] = [];
  for (const { key, object, plain, list } of fields) {
    const below = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const long = [...names, key];
    if (object && !plain && long.length < deepest)
      columns.push(...(await fieldsBelow(connection, file, below, long)));
    else columns.push({ name: long.join('.'), path: below, list });
    if (columns.length > limits.tableColumns)
      throw tooLarge(file, `has more than ${limits.tableColumns} different fields`, 'Export fewer fields.');
  }
  return columns;
}

function unwrapped(columns: JsonColumn[]): JsonColumn[] {
  const taken = new Set(columns.map(({ name }) => name));
  return columns.map((column) => {
    const wrapper = wrappers.find((word) => column.name.startsWith(`${word}.`));
    const name = wrapper === undefined ? column.name : column.name.slice(wrapper.length + 1);
    return taken.has(name) ? column : { ...column, name };
  });
}
