import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { SqlErrorPlace } from '#shared/results/console';

const setMark = StateEffect.define<SqlErrorPlace | null>();
const mark = Decoration.mark({ class: 'cm-wrong' });

/** Underlines where the statement went wrong, until it is changed. */
export const errorMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const asked = transaction.effects.find((effect) => effect.is(setMark));
    if (asked) return asked.value === null ? Decoration.none : markAt(asked.value, transaction.newDoc.length);
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function markAt({ from, to }: SqlErrorPlace, length: number): DecorationSet {
  const end = Math.min(to, length);
  return from < end ? Decoration.set([mark.range(from, end)]) : Decoration.none;
}

/** Marks the place and puts the cursor there; null takes the mark away. */
export function markError(view: EditorView, place: SqlErrorPlace | null): void {
  const { length } = view.state.doc;
  view.dispatch({
    effects: setMark.of(place),
    ...(place === null ? {} : { selection: { anchor: Math.min(place.from, length) }, scrollIntoView: true }),
  });
}
