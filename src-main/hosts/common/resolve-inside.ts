import { resolve, sep } from 'node:path';

/** Control characters, the other separator, and the colon of drives and alternate streams. */
const hostile = /[\p{Cc}\\:]/u;

/**
 * The file below `root` that a request path names, or null when the path could mean anything else: an
 * encoding that does not decode, a `..` however it is written, a backslash, a control character. The path is
 * decoded once, as it came; the result lies below `root` followed by a separator.
 */
export function resolveInside(root: string, requestPath: string): string | null {
  const path = decode(requestPath);
  if (path === null || !path.startsWith('/') || hostile.test(path)) return null;
  if (path.split('/').includes('..')) return null;
  const base = resolve(root);
  const file = resolve(base, `.${path}`);
  return file.startsWith(base + sep) ? file : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
