import type { CustomScheme } from 'electron';
import { rendererFile } from '../common/renderer-file';
import { parseAddress } from './parse-address';

export const appOrigin = 'app://weir';

/** A standard, secure scheme: `'self'` in the policy means it, and relative addresses work. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} satisfies CustomScheme;

/** Answers `app://weir/…` from the built renderer; every other host name and method is refused. */
export async function answerAppRequest(
  request: { url: string; method: string },
  rendererRoot: string,
): Promise<Response> {
  const url = parseAddress(request.url);
  if (url?.protocol !== 'app:' || url.host !== 'weir') return new Response(null, { status: 404 });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  const { status, headers, body } = await rendererFile(rendererRoot, url.pathname);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { status, headers });
}
