/** Whether calls reach the engine. `restarting` lasts from the moment it is lost until it answers again. */
export type ConnectionState = 'connected' | 'restarting';

export type Connection = {
  readonly state: () => ConnectionState;
  readonly set: (state: ConnectionState) => void;
  /** Calls `listener` on every change; returns how to stop. */
  readonly onChange: (listener: (state: ConnectionState) => void) => () => void;
};

export function createConnection(): Connection {
  let current: ConnectionState = 'connected';
  const listeners = new Set<(state: ConnectionState) => void>();
  return {
    state: () => current,
    set(state) {
      if (state === current) return;
      current = state;
      for (const listener of listeners) listener(state);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const connection = createConnection();

/** The one connection of this window, for the engine client to set and the frame to read. */
export function engineConnection(): Connection {
  return connection;
}

/** Tells the frame when the engine is lost and when it answers again. */
export function onConnectionChange(listener: (state: ConnectionState) => void): () => void {
  return connection.onChange(listener);
}
