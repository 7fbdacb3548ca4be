/** One end of a two-way message channel, whatever it is made of. */
export type ChannelEnd = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other end is gone: closed, or its process ended. */
  onClose(listener: () => void): void;
  close(): void;
};

/** What browsers' and Node's `MessagePort` have in common. */
type WebPort = {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void;
  start(): void;
  close(): void;
};

/** A browser's `MessagePort`, or Node's, as a channel end. Starts it once a listener is there. */
export function fromWebPort(port: WebPort): ChannelEnd {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.addEventListener('close', listener),
    close: () => port.close(),
  };
}
