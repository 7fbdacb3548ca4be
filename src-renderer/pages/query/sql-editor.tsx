import {
  autocompletion,
  closeBrackets,
  closeCompletion,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { SqlErrorPlace, SqlSchema } from '#shared/results/console';
import { errorMark, markError } from './error-mark';
import classes from './query.module.css';
import { sqlColours, sqlLanguage } from './sql-language';

export type EditorHandle = {
  /** Puts a name where the cursor is. */
  insert: (text: string) => void;
};

type SqlEditorProps = {
  text: string;
  schema: SqlSchema | undefined;
  /** Where the last statement went wrong. */
  wrong: SqlErrorPlace | null;
  onChange: (text: string) => void;
  onRun: () => void;
  ref?: Ref<EditorHandle>;
};

/** Where a statement is written, with colours and completion. Escape then Tab leaves it. */
export function SqlEditor({ text, schema, wrong, onChange, onRun, ref }: SqlEditorProps) {
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
          language.current.of(sqlLanguage(schema)),
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
    view.current?.dispatch({ effects: language.current.reconfigure(sqlLanguage(schema)) });
  }, [schema]);

  useEffect(() => {
    const editor = view.current;
    const now = editor?.state.doc.toString();
    if (!editor || now === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    if (view.current) markError(view.current, wrong);
  }, [wrong]);

  useImperativeHandle(ref, () => ({
    insert(name) {
      const editor = view.current;
      if (!editor) return;
      editor.dispatch(editor.state.replaceSelection(name));
      editor.focus();
    },
  }));

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
    syntaxHighlighting(sqlColours),
    errorMark,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'SQL statement', 'aria-multiline': 'true' }),
    placeholder('SELECT stage, count(*) FROM weir.opportunity GROUP BY stage'),
    keymap.of([
      {
        key: 'Mod-Enter',
        run: (view) => {
          closeCompletion(view);
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
