import { useSyncExternalStore } from 'react';
import { type ConnectionState, engineConnection, onConnectionChange } from './connection';

/** Whether the engine answers, for a banner that says it is restarting. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(onConnectionChange, engineConnection().state);
}
