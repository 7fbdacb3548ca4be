import { autocompletion, closeBrackets, completionKeymap, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { SQLDialect, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import type { SqlSchema } from '#shared/results/console';
import { completions } from './completions';
import classes from './query.module.css';

type SqlEditorProps = {
  text: string;
  schema: SqlSchema | undefined;
  onChange: (text: string) => void;
  onRun: () => void;
};

/** Where a statement is written, with colours and completion. Escape then Tab leaves it. */
export function SqlEditor({ text, schema, onChange, onRun }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor for as long as the page stands
  useEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          ...extensions(() => calls.current.onRun()),
          language.current.of(languageOf(schema)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) calls.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(schema)) });
  }, [schema]);

  useEffect(() => {
    const editor = view.current;
    const now = editor?.state.doc.toString();
    if (!editor || now === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  return <div ref={place} className={classes.editor} />;
}

function extensions(run: () => void) {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ icons: false }),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'SQL statement', 'aria-multiline': 'true' }),
    placeholder('SELECT stage, count(*) FROM weir.opportunity GROUP BY stage'),
    keymap.of([
      {
        key: 'Mod-Enter',
        run: () => {
          run();
          return true;
        },
      },
      { key: 'Alt-Space', run: startCompletion },
      ...completionKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ...historyKeymap,
      indentWithTab,
    ]),
  ];
}

/** Of DuckDB's words those that a query needs; names of columns such as id and owner are none of them. */
const duckdb = SQLDialect.define({
  keywords:
    'select from where group by all having order limit offset qualify window as on using join left right full inner outer cross semi anti asof natural lateral union except intersect with recursive materialized not and or in is null like ilike similar between exists case when then else end distinct filter over partition rows range groups unbounded preceding following current row asc desc nulls first last values pivot unpivot exclude replace columns describe summarize explain interval cast try_cast unnest lambda sample grouping sets cube rollup true false',
  types:
    'integer bigint smallint tinyint hugeint utinyint double float decimal numeric varchar text boolean date time timestamp struct list map json',
  doubleDollarQuotedStrings: true,
  operatorChars: '+-*/<>=~!@#%^&|?:',
});

/** Colours and completion of the workspace's own names. */
function languageOf(schema: SqlSchema | undefined) {
  return sql({ dialect: duckdb, upperCaseKeywords: true, ...(schema ? completions(schema) : {}) });
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--open)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--won)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--lost)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
]);
