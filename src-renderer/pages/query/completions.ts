import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import type { SqlSchema } from '#shared/results/console';

/** What the editor offers behind a schema's name: tables with their columns, and macros with a call. */
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
      .filter((macro) => macro.schema === schema)
      .map(({ name, text, parameters, call }): [string, SQLNamespace] => [
        name,
        {
          self: {
            label: name,
            type: 'function',
            detail: text,
            info: `${name}(${parameters.map((one) => one.name).join(', ')})`,
            apply: call,
          },
          children: [],
        },
      ]);
    return Object.fromEntries([...ofTables, ...ofMacros]);
  };
  return { schema: Object.fromEntries(schemas.map((schema) => [schema, namesOf(schema)])) };
}

/** Columns of the tables and macros that the statement names, for words of their own. */
export function columnCompletions(
  schema: SqlSchema,
): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const word = context.matchBefore(/(?<![.\w])\w+/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const text = context.state.doc.toString();
    const named = [...schema.tables, ...schema.macros].filter(({ name }) =>
      new RegExp(`\\b${name.replaceAll(/\W/g, '\\$&')}\\b`).test(text),
    );
    const options = named.flatMap(({ name, columns }) =>
      columns.map((column) => ({ label: column.name, type: 'property', detail: `${name}, ${column.type}` })),
    );
    const first = new Map(options.map((option) => [option.label, option]));
    return first.size === 0 ? null : { from: word.from, options: [...first.values()], validFor: /^\w*$/ };
  };
}
