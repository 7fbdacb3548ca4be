import type { SQLNamespace } from '@codemirror/lang-sql';
import type { SqlSchema } from '#shared/results/console';

/** What the editor offers: tables with their columns and macros with a call, by schema. */
export function completions({ tables, macros }: SqlSchema): { schema: SQLNamespace } {
  const schemas = [...new Set([...tables, ...macros].map(({ schema }) => schema))];
  const namesOf = (schema: string): SQLNamespace => {
    const ofTables = tables
      .filter((table) => table.schema === schema)
      .map(({ name, text, columns }): [string, SQLNamespace] => [
        name,
        {
          self: { label: name, type: 'table', ...(text ? { detail: text } : {}) },
          children: columns.map((column) => column.name),
        },
      ]);
    const ofMacros = macros
      .filter((macro) => macro.schema === schema && macro.text !== null)
      .map(({ name, text, parameters, example }): [string, SQLNamespace] => [
        name,
        {
          self: {
            label: name,
            type: 'function',
            detail: text ?? '',
            info: `${name}(${parameters.join(', ')})`,
            apply: callOf(example ?? '', name),
          },
          children: [],
        },
      ]);
    return Object.fromEntries([...ofTables, ...ofMacros]);
  };
  return { schema: Object.fromEntries(schemas.map((schema) => [schema, namesOf(schema)])) };
}

/** The call in the example: from the macro's name to the bracket that closes it. */
export function callOf(example: string, name: string): string {
  const from = example.indexOf(`${name}(`);
  let depth = 0;
  for (let at = from; at >= 0 && at < example.length; at++) {
    if (example[at] === '(') depth += 1;
    if (example[at] === ')') depth -= 1;
    if (example[at] === ')' && depth === 0) return example.slice(from, at + 1);
  }
  return `${name}()`;
}
