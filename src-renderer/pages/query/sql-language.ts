import { SQLDialect, sql } from '@codemirror/lang-sql';
import { HighlightStyle } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import type { SqlSchema } from '#shared/results/console';
import { columnCompletions, completions } from './completions';

/** Of DuckDB's words those that a query needs; names of columns such as id and owner are none of them. */
const duckdb = SQLDialect.define({
  keywords:
    'select from where group by all having order limit offset qualify window as on using join left right full inner outer cross semi anti asof natural lateral union except intersect with recursive materialized not and or in is null like ilike similar between exists case when then else end distinct filter over partition rows range groups unbounded preceding following current row asc desc nulls first last values pivot unpivot exclude replace columns describe summarize explain interval cast try_cast unnest lambda sample grouping sets cube rollup true false',
  types:
    'integer bigint smallint tinyint hugeint utinyint double float decimal numeric varchar text boolean date time timestamp struct list map json',
  doubleDollarQuotedStrings: true,
  operatorChars: '+-*/<>=~!@#%^&|?:',
});

/** Colours, and completion of the workspace's own names. */
export function sqlLanguage(schema: SqlSchema | undefined) {
  if (!schema) return sql({ dialect: duckdb, upperCaseKeywords: true });
  return [
    sql({ dialect: duckdb, upperCaseKeywords: true, ...completions(schema) }),
    duckdb.language.data.of({ autocomplete: columnCompletions(schema) }),
  ];
}

export const sqlColours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--open)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--won)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--lost)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
]);
