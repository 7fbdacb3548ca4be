import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/**
 * Keeps the focus with a stage that is moved: while the move is worked out its buttons are off, and then the row stands
 * elsewhere. `moved` is the stage that was moved last.
 */
export function useFocusOfMoved(list: RefObject<HTMLElement | null>, disabled: boolean) {
  const [moved, setMoved] = useState<string | null>(null);
  const label = useRef<string | null>(null);

  const follow = useCallback((stage: string) => {
    label.current = document.activeElement?.getAttribute('aria-label') ?? null;
    setMoved(stage);
  }, []);

  // The row may be drawn only after the list has scrolled to it, so every drawing tries until it is there.
  useEffect(() => {
    if (disabled || moved === null || label.current === null) return;
    const row = list.current?.querySelector(`[data-stage="${CSS.escape(moved)}"]`);
    if (!row) return;
    const controls = [...row.querySelectorAll<HTMLElement>('button:not(:disabled), input:not(:disabled)')];
    const before = controls.find((control) => control.getAttribute('aria-label') === label.current);
    const lost = document.activeElement === document.body || !document.activeElement;
    if (lost) (before ?? controls.at(-1))?.focus({ preventScroll: true });
    label.current = null;
  });

  return { moved, follow };
}
