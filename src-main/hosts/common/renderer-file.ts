import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { noncePlaceholder } from '#shared/contract/csp';
import { resolveInside } from './resolve-inside';
import { newNonce, securityHeaders } from './security-headers';

export type FileAnswer = { status: number; headers: Record<string, string>; body: Buffer };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * A file of the built renderer, as both hosts of the window answer it. `/` is the page, with a nonce of its
 * own; files under `/assets/` carry a hash in their name and never change. 400 for a path that tries to
 * leave the folder, 404 for a file that is not there.
 */
export async function rendererFile(root: string, requestPath: string): Promise<FileAnswer> {
  const nonce = newNonce();
  const headers = securityHeaders(nonce);
  const path = requestPath === '/' ? '/index.html' : requestPath;
  const file = resolveInside(root, path);
  if (file === null) return refuse(400, 'This address is not readable.', headers);
  const type = types[extname(file).toLowerCase()];
  const content = type === undefined ? null : await readFile(file).catch(() => null);
  if (content === null) return refuse(404, 'There is no such file.', headers);
  const isPage = type === types['.html'];
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': type ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
    },
    body: isPage ? Buffer.from(content.toString('utf8').replaceAll(noncePlaceholder, nonce)) : content,
  };
}

function refuse(status: number, text: string, headers: Record<string, string>): FileAnswer {
  return {
    status,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(text),
  };
}
