import type { WeirErrorData } from './errors';
import type { Progress } from './methods';

/** What crosses a port or a stream. One request has one answer; progress may come before it. */
export type RequestMessage =
  | { type: 'call'; id: number; method: string; params: unknown }
  | { type: 'cancel'; id: number };

export type ResponseMessage =
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; error: WeirErrorData }
  | { type: 'progress'; id: number; progress: Progress };
