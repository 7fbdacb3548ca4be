import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startWebHost, type WebHost } from '../../src-main/hosts/web/start-web-host';
import { createFakeEngine, type FakeEngine } from '../contract/fake-engine';
import { signIn } from '../contract/sign-in';
import { tempFolder } from '../contract/temp-folder';

export const secret = 'the secret beside the renderer';

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
type Ask = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  signedIn?: boolean;
};

export type HostUnderTest = {
  host: WebHost;
  engine: FakeEngine;
  cookie: string;
  port: number;
  /** Folder that holds the renderer, with a secret file and a folder whose name begins like the renderer's. */
  folder: string;
  /** Sends the path exactly as given, signed in unless told otherwise. */
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** Writes bytes to the socket and returns all that comes back. */
  raw(text: string): Promise<string>;
  uploaded(): string[];
  close(): Promise<void>;
};

/** The real web host over a small renderer, with an attacker's view of it. */
export async function startHostUnderTest(): Promise<HostUnderTest> {
  const folder = tempFolder();
  const rendererRoot = layOut(folder);
  const engine = createFakeEngine();
  const host = await startWebHost({ engine, rendererRoot, workspaceRoots: [join(folder, 'home')] });
  const cookie = await signIn(host.url);
  const port = Number(new URL(host.origin).port);
  return {
    host,
    engine,
    cookie,
    port,
    folder,
    ask: (path, ask = {}) => send(port, path, ask.signedIn === false ? ask : withCookie(ask, cookie)),
    raw: (text) => sendRaw(port, text),
    uploaded: () => readdirSync(engine.uploadFolder(), { recursive: true }).map(String),
    close: host.close,
  };
}

function layOut(folder: string): string {
  const root = join(folder, 'renderer');
  for (const name of ['renderer/assets', 'renderer-of-somebody-else', 'home']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(root, 'index.html'), '<html><meta name="csp-nonce" content="__WEIR_NONCE__"></html>');
  writeFileSync(join(root, 'assets', 'main-Ab12.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), secret);
  writeFileSync(join(folder, 'renderer-of-somebody-else', 'secret.json'), secret);
  return root;
}

function withCookie(ask: Ask, cookie: string): Ask {
  return { ...ask, headers: { cookie, ...ask.headers } };
}

function send(port: number, path: string, { method = 'GET', headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (part) => {
      answer += part.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** A call as the page makes it. */
export function rpc(
  under: HostUnderTest,
  method: string,
  params: object,
  headers: Record<string, string> = {},
) {
  return under.ask(`/rpc/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(params),
  });
}
