import { type MessagePortMain, utilityProcess } from 'electron';
import type { EngineChild } from './engine-process';

/** Starts the engine's process from its built entry. */
export function forkEngine(entry: string): EngineChild<MessagePortMain> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Weir engine' });
  let alive = true;
  child.once('exit', () => {
    alive = false;
  });
  return {
    // Electron's main process may crash on a message to a process that has ended (electron#53293).
    send: (message, ports) => {
      if (alive) child.postMessage(message, ports);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
