import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not from this host's own page, or null when it may go on.
 *
 * The Host header must be ours, which stops a foreign name that resolves to this machine (DNS rebinding).
 * Origin, where the browser sends one, must be ours too, and so must what Sec-Fetch-Site says; only opening
 * the page itself may come from elsewhere, since that is how a printed address is followed.
 */
export function guardRequest(request: IncomingMessage, port: number): string | null {
  const { host, origin } = request.headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return 'This address is not served here.';
  if (origin !== undefined && origin !== `http://${host}`) return 'Requests from other sites are refused.';
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return opensPage(request) ? null : 'Requests from other sites are refused.';
}

/** The top-level navigation to the page, the one request that a link elsewhere may make. */
function opensPage(request: IncomingMessage): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': target } = request.headers;
  const path = (request.url ?? '').split('?')[0];
  return request.method === 'GET' && path === '/' && mode === 'navigate' && target === 'document';
}
