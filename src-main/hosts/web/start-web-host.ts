import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { homedir } from 'node:os';
import { toErrorData } from '#shared/contract/errors';
import type { Engine } from '../../engine/api/engine';
import { newNonce, securityHeaders } from '../common/security-headers';
import { answerError } from './answer';
import { createUploads } from './uploads';
import { handleWebRequest, type WebContext } from './web-handler';
import { createWebSession } from './web-session';

export type WebHostOptions = {
  engine: Engine;
  /** Folder of the built renderer. */
  rendererRoot: string;
  /** 0 or absent: any free port. */
  port?: number;
  /** Folders below which the page may open and create workspaces; the user's home folder by default. */
  workspaceRoots?: string[];
  /** Workspaces that the page may open wherever they are. */
  knownWorkspaces?: string[];
  /** Called with a fresh address whenever one has signed somebody in. */
  onAddressUsed?: (nextUrl: string) => void;
};

export type WebHost = {
  /** The address to open; it signs in once. */
  url: string;
  origin: string;
  /** Names a file of this machine for `import.inspect` calls of the page. */
  share(path: string): string;
  /** Ends every connection, cancels what runs and removes uploads. The engine stays with whoever made it. */
  close(): Promise<void>;
};

/** Serves the app on 127.0.0.1. Rejects with Node's error when the port is taken. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 });
  const port = () => (server.address() as AddressInfo).port;
  const session = createWebSession(port);
  const uploads = createUploads(() => options.engine.uploadFolder());
  const newUrl = () => `${origin}/?token=${session.newToken()}`;
  const context: WebContext = {
    engine: options.engine,
    rendererRoot: options.rendererRoot,
    workspaceRoots: options.workspaceRoots ?? [homedir()],
    knownWorkspaces: options.knownWorkspaces ?? [],
    session,
    uploads,
    port,
    onTokenUsed: () => options.onAddressUsed?.(newUrl()),
  };
  server.on('request', (request, response) => {
    handleWebRequest(request, response, context).catch((error) => {
      if (response.headersSent) response.destroy();
      else answerError(response, 500, toErrorData(error));
    });
  });
  server.on('clientError', (error, socket) => answerBadRequest(error, socket as Socket));
  await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${port()}`;
  return {
    url: newUrl(),
    origin,
    share: (path) => uploads.share(path),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await uploads.clear();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** What Node cannot read as a request never reaches the handler, so it is answered by hand. */
function answerBadRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const headers = { ...securityHeaders(newNonce()), connection: 'close', 'content-length': '0' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`);
}
