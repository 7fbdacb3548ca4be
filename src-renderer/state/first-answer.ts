import { createContext } from 'react';

/**
 * Whether the answer that a page is about is still on its way. The questions of the cards below it wait so long, so
 * that the chart people look at has the machine for itself after every change of a control.
 */
export const FirstAnswerPending = createContext(false);
