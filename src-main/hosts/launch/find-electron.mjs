import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './project.mjs';

const folder = fromRoot('node_modules/electron');

/**
 * Electron's program, fetched on the first start. Where it cannot run or cannot be had, `reason` says why in
 * one line.
 */
export async function findElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { program: null, reason: 'There is no display for a window' };
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { program: null, reason: "Electron's sandbox does not run as root" };
  }
  const installed = installedElectron();
  if (installed) return { program: installed, reason: null };
  if (!(await canReachReleases())) {
    return { program: null, reason: 'Electron is not installed and its download cannot be reached' };
  }
  console.log('Fetching Electron, once.');
  await run(process.execPath, [join(folder, 'install.js')]);
  const fetched = installedElectron();
  return fetched
    ? { program: fetched, reason: null }
    : { program: null, reason: 'Electron could not be fetched' };
}

/** The program that is there already, or null. Asking the `electron` package itself would start a download. */
export function installedElectron() {
  const file = join(folder, 'path.txt');
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = existsSync(file) ? readFileSync(file, 'utf8') : 'electron';
  const program = join(elsewhere ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : null;
}

async function canReachReleases() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  const mirror =
    ELECTRON_MIRROR ?? npm_config_electron_mirror ?? 'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

function run(program, args) {
  const child = spawn(program, args, { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
}
