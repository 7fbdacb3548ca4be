import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built thread of the forecast beside the running program or the chunk it shares; none when run from sources. */
export function workerFile(): string | undefined {
  return ['./forecast-worker.js', '../forecast-worker.js']
    .map((name) => fileURLToPath(new URL(name, import.meta.url)))
    .find((file) => existsSync(file));
}
