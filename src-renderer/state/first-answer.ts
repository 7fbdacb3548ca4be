import { createContext, useEffect, useState } from 'react';

/**
 * Whether the answer that a page is about is still on its way, or not yet seen. The questions of the cards below it wait
 * so long, so that the chart people look at has the machine for itself after every change of a control.
 */
export const FirstAnswerPending = createContext(false);

/** The same until the frame after the end of `pending` is painted. */
export function useUntilPainted(pending: boolean): boolean {
  const [isPainted, setPainted] = useState(!pending);
  useEffect(() => {
    if (pending) {
      setPainted(false);
      return;
    }
    let task: ReturnType<typeof setTimeout> | undefined;
    // A task asked for in a frame runs once that frame is painted.
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => setPainted(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [pending]);
  return pending || !isPainted;
}
