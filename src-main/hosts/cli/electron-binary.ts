import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Path of Electron's executable, or null where it is not on this machine. Asking the `electron` package
 * itself would start a download, so its files are looked at.
 */
export function electronBinary(from: string): string | null {
  try {
    const folder = dirname(createRequire(from).resolve('electron/package.json'));
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
