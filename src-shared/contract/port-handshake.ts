/**
 * How a window of the desktop app gets its port to the engine.
 *
 * 1. The page calls `listenForEngine`: it listens for window messages and posts `connect` to itself.
 * 2. The preload hears `connect` and tells the main process over `ipcChannels.connect`.
 * 3. Main makes a channel, gives one port to the engine's process and the other to the page's preload,
 *    which posts it into the page as `port`. A page that was reloaded asks again and gets a fresh one.
 * 4. When the engine's process ends, the port closes and the page also gets `stopped`, whichever is first:
 *    close the client, so that its pending calls reject. When the engine is up again, main hands out a
 *    new `port` without being asked.
 *
 * Nothing passed to `window.weirHost` may hold an AbortSignal or another object with methods: the context
 * bridge cannot copy it. The desktop app needs no upload, so call `sourcesOf(files)` there.
 */
export const windowMessages = {
  connect: 'weir:connect',
  port: 'weir:port',
  stopped: 'weir:engine-stopped',
} as const;

/** Channels between preload and main; no other is answered. */
export const ipcChannels = {
  connect: 'weir:connect',
  port: 'weir:port',
  stopped: 'weir:engine-stopped',
  save: 'weir:save',
  chooseWorkspace: 'weir:choose-workspace',
  openExternal: 'weir:open-external',
} as const;

/** Prefix of the argument by which main tells the preload the app's version. */
export const versionArgument = '--weir-version=';

type EngineListeners = { onPort(port: MessagePort): void; onStopped(): void };

/** Asks for a port and keeps listening for the next ones. Returns a function that stops listening. */
export function listenForEngine(page: Window, { onPort, onStopped }: EngineListeners): () => void {
  function hear(event: MessageEvent): void {
    if (event.source !== page) return;
    const type: unknown = event.data?.type;
    const port = event.ports[0];
    if (type === windowMessages.port && port) onPort(port);
    if (type === windowMessages.stopped) onStopped();
  }
  page.addEventListener('message', hear);
  page.postMessage({ type: windowMessages.connect }, '*');
  return () => page.removeEventListener('message', hear);
}
