import type { IncomingMessage, ServerResponse } from 'node:http';
import { routes } from '#shared/contract/http-routes';
import { rendererFile } from '../common/renderer-file';
import { answerError, answerJson, answerNote } from './answer';
import { answerDownload, answerUpload } from './answer-files';
import { answerRpc, type RpcContext } from './answer-rpc';
import { guardRequest } from './guard-request';
import type { WebSession } from './web-session';

export type WebContext = RpcContext & {
  rendererRoot: string;
  session: WebSession;
  port: () => number;
  /** Called when a token has signed somebody in. */
  onTokenUsed: () => void;
};

type Exchange = { request: IncomingMessage; response: ServerResponse; path: string; context: WebContext };

/** Answers one request: guard, health, sign-in, session, then the route. */
export async function handleWebRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: WebContext,
): Promise<void> {
  const exchange = { request, response, path: (request.url ?? '').split('?')[0] ?? '', context };
  const refused = guardRequest(request, context.port());
  if (refused !== null) return refuse(exchange, 403, refused);
  if (exchange.path === routes.health) {
    return allow(exchange, ['GET', 'HEAD']) ? answerJson(response, 200, { ok: true }) : undefined;
  }
  if (signIn(exchange)) return;
  if (!context.session.isSignedIn(request.headers.cookie)) return askToSignIn(exchange);
  await answerRoute(exchange);
}

async function answerRoute(exchange: Exchange): Promise<void> {
  const { request, response, path, context } = exchange;
  if (path.startsWith(routes.rpc)) {
    if (!allow(exchange, ['POST'])) return;
    return answerRpc(request, response, path.slice(routes.rpc.length), context);
  }
  if (path === routes.upload) {
    if (!allow(exchange, ['PUT'])) return;
    return answerUpload(request, response, context.uploads);
  }
  if (!allow(exchange, ['GET', 'HEAD'])) return;
  if (path.startsWith(routes.download)) {
    const ticket = path.slice(routes.download.length);
    return answerDownload(response, ticket, context.engine, request.method === 'GET');
  }
  await answerFile(exchange);
}

/** A typed page address such as `/funnel?section=moves` becomes `/#/funnel?section=moves`, since pages live behind the `#`. */
async function answerFile({ request, response, path, context }: Exchange): Promise<void> {
  if (/^(\/[a-z][a-z-]*)+$/.test(path) && !path.startsWith('/assets/')) {
    return answerNote(
      response,
      303,
      { title: 'Weir', text: 'The page is elsewhere.' },
      { location: `/#${request.url ?? path}` },
    );
  }
  const { status, headers, body } = await rendererFile(context.rendererRoot, path);
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * A printed address carries a token: it is exchanged for the cookie and leaves the address. A link followed
 * from another site gets a page that moves on by itself instead of a redirect, because a Strict cookie is not
 * sent along a redirect that another site began.
 */
function signIn({ request, response, path, context }: Exchange): boolean {
  const token = new URLSearchParams((request.url ?? '').split('?')[1]).get('token');
  if (request.method !== 'GET' || path !== '/' || token === null) return false;
  const cookie = context.session.redeem(token);
  const signedIn = cookie !== null || context.session.isSignedIn(request.headers.cookie);
  if (!signedIn) return false;
  const headers = cookie === null ? {} : { 'set-cookie': cookie };
  const site = request.headers['sec-fetch-site'];
  const direct = site === undefined || site === 'none' || site === 'same-origin';
  const note = { title: 'Weir', text: 'Signed in.', next: '/' };
  answerNote(response, direct ? 303 : 200, note, direct ? { ...headers, location: '/' } : headers);
  if (cookie !== null) context.onTokenUsed();
  return true;
}

function askToSignIn({ request, response, path }: Exchange): void {
  const hint = 'Open the newest address that Weir printed where it was started; each one signs in once.';
  if (path === '/' && request.method === 'GET') {
    answerNote(response, 401, { title: 'This window is not signed in', text: hint });
  } else {
    const error = { code: 'unauthorised', message: 'This window is not signed in.', hint } as const;
    answerError(response, 401, error, { connection: 'close' });
  }
}

function allow({ request, response }: Exchange, methods: string[]): boolean {
  if (methods.includes(request.method ?? '')) return true;
  const message = `${request.method} is not answered here.`;
  answerError(response, 405, { code: 'not-supported', message }, { allow: methods.join(', ') });
  return false;
}

function refuse({ response }: Exchange, status: number, message: string): void {
  answerError(response, status, { code: 'unauthorised', message }, { connection: 'close' });
}
