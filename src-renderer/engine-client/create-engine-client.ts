import type { HostBridge } from '#shared/contract/host-bridge';
import type { EngineClient } from '#shared/contract/methods';
import { listenForEngine } from '#shared/contract/port-handshake';
import { engineConnection } from './connection';
import { createHttpClient } from './http-client';
import { createHttpHost } from './http-host';
import { createPortClient } from './port-client';

declare global {
  interface Window {
    /** Placed by the preload of the desktop app; absent in the web host. */
    weirHost?: HostBridge;
  }
}

/** Finds out which host this window runs in and connects to its engine. */
export async function createEngineClient(): Promise<{ engine: EngineClient; host: HostBridge }> {
  const connection = engineConnection();
  const host = window.weirHost;
  if (!host) return { engine: createHttpClient(connection), host: createHttpHost() };
  const engine = createPortClient(connection);
  listenForEngine(window, { onPort: engine.attach, onStopped: engine.detach });
  // Nothing with methods passes the context bridge, and paths need no upload: only the files go over.
  return { engine, host: { ...host, sourcesOf: (files) => host.sourcesOf(files) } };
}
