import { MessageChannel } from 'node:worker_threads';
import { fromNodePort } from '#rpc/channel-end';
import { inProcess } from '#rpc/in-process';
import { createPortClient } from '#rpc/port-client';
import { servePort } from '#rpc/serve-port';
import type { EngineClient } from '#shared/contract/methods';
import type { Engine } from '../../src-main/engine/api/engine';
import { startWebHost } from '../../src-main/hosts/web/start-web-host';
import { createConnection } from '../../src-renderer/engine-client/connection';
import { createHttpClient } from '../../src-renderer/engine-client/http-client';
import { createPortClient as createWindowPortClient } from '../../src-renderer/engine-client/port-client';
import { signIn } from './sign-in';

/** A way to the engine: the client at this end, a file source it accepts, and how the other end dies. */
export type Transport = {
  client: EngineClient;
  source: string;
  /** Ends the other end; there is none to end in process. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

export type Connect = (engine: Engine) => Promise<Transport>;

async function connectInProcess(engine: Engine): Promise<Transport> {
  const nothing = async () => undefined;
  return { client: inProcess(engine), source: 'path:/a.csv', kill: nothing, close: nothing };
}

async function connectPort(engine: Engine): Promise<Transport> {
  const { port1, port2 } = new MessageChannel();
  servePort(engine, fromNodePort(port1));
  const client = createPortClient(fromNodePort(port2));
  const close = async () => port1.close();
  return { client, source: 'path:/a.csv', kill: close, close };
}

/** The window's own client: Node's port has everything of the browser's that it uses. */
async function connectWindowPort(engine: Engine): Promise<Transport> {
  const { port1, port2 } = new MessageChannel();
  servePort(engine, fromNodePort(port1));
  const client = createWindowPortClient(createConnection());
  client.attach(port2 as unknown as MessagePort);
  const close = async () => port1.close();
  return { client, source: 'path:/a.csv', kill: close, close };
}

/** The window's HTTP client against the real web host, with the addresses and the cookie of its page. */
async function connectHttp(engine: Engine): Promise<Transport> {
  const host = await startWebHost({ engine, rendererRoot: engine.uploadFolder(), workspaceRoots: ['/'] });
  const restore = fetchAsPage(host.origin, await signIn(host.url));
  const close = async () => {
    restore();
    await host.close();
  };
  return {
    client: createHttpClient(createConnection()),
    source: host.share('/a.csv'),
    kill: host.close,
    close,
  };
}

function fetchAsPage(origin: string, cookie: string): () => void {
  const plain = globalThis.fetch;
  globalThis.fetch = (path, init) =>
    plain(`${origin}${String(path)}`, { ...init, headers: { ...init?.headers, cookie } });
  return () => {
    globalThis.fetch = plain;
  };
}

export const transports = {
  'in process': connectInProcess,
  'over a port': connectPort,
  "over the window's port": connectWindowPort,
  'over HTTP': connectHttp,
} satisfies Record<string, Connect>;
