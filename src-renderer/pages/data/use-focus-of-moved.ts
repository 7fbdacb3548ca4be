import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** A move that was begun: which control had the focus, where the row stood, and whether it is being worked out. */
type Move = { stage: string; label: string | null; place: string | null; begun: boolean };

/**
 * Keeps the focus with a stage that is moved: while the move is worked out its buttons are off, and then the row stands
 * elsewhere, or is not drawn until the list has scrolled to it. `moved` is the stage that was moved last; `settle` is to
 * be called after every drawing of rows.
 */
export function useFocusOfMoved(list: RefObject<HTMLElement | null>, disabled: boolean) {
  const [moved, setMoved] = useState<string | null>(null);
  const move = useRef<Move | null>(null);

  const follow = useCallback(
    (stage: string) => {
      const label = document.activeElement?.getAttribute('aria-label') ?? null;
      move.current = { stage, label, place: placeOf(rowOf(list.current, stage)), begun: false };
      setMoved(stage);
    },
    [list],
  );

  const settle = useCallback(() => {
    const { current } = move;
    if (current === null) return;
    current.begun ||= disabled;
    if (disabled) return;
    const focused = document.activeElement;
    const isElsewhere = focused !== null && focused !== document.body && !list.current?.contains(focused);
    const row = rowOf(list.current, current.stage);
    const isSettled = row !== null && (current.begun || placeOf(row) !== current.place);
    if (!isElsewhere && !isSettled) return;
    move.current = null;
    if (row && !row.contains(focused) && !isElsewhere) focusIn(row, current.label);
  }, [list, disabled]);
  useEffect(settle);

  return { moved, follow, settle };
}

function rowOf(list: HTMLElement | null, stage: string): Element | null {
  return list?.querySelector(`[data-stage="${CSS.escape(stage)}"]`) ?? null;
}

function placeOf(row: Element | null): string | null {
  return row?.getAttribute('aria-posinset') ?? null;
}

/** The same control as before, or where that has no use at this place, the last one that has. */
function focusIn(row: Element, label: string | null) {
  const controls = [...row.querySelectorAll<HTMLElement>('button:not(:disabled), input:not(:disabled)')];
  const before = controls.find((control) => control.getAttribute('aria-label') === label);
  (before ?? controls.at(-1))?.focus({ preventScroll: true });
}
