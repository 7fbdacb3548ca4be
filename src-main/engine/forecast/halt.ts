/** Asked between two steps of a long task; throws when nobody waits for what it comes to any more. */
export type Halt = () => void;

/** For tasks that are always waited for. */
export const neverHalt: Halt = () => {};
