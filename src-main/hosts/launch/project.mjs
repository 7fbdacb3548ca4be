import { fileURLToPath } from 'node:url';

/** The repository's folder, with a separator at the end left out. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

export function fromRoot(path) {
  return `${root}/${path}`;
}
