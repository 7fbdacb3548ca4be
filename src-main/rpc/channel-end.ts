/** One end of a two-way message channel, whatever it is made of. */
export type ChannelEnd = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other end is gone: closed, or its process ended. */
  onClose(listener: () => void): void;
  close(): void;
};

/** Electron's `MessagePortMain` and Node's `MessagePort`, by what they have in common. */
type EmitterPort<Event> = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: Event) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
};

/** Electron's port wraps what it received in an event, Node's hands it over bare: `unwrap` tells which. */
function fromEmitter<Event>(port: EmitterPort<Event>, unwrap: (event: Event) => unknown): ChannelEnd {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(unwrap(event)));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}

/** A port of Electron's main or utility process. */
export function fromElectronPort(port: EmitterPort<{ data: unknown }>): ChannelEnd {
  return fromEmitter(port, (event) => event.data);
}

/** A port of `node:worker_threads`. */
export function fromNodePort(port: EmitterPort<unknown>): ChannelEnd {
  return fromEmitter(port, (message) => message);
}
