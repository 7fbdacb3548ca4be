import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fromRoot, root } from './project.mjs';

const inputs = [
  'src-main',
  'src-renderer',
  'src-shared',
  'fixtures/generate',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
];
const stamp = fromRoot('out/.built');
const lock = fromRoot('out/.building');

/**
 * Builds `out/` when a file it is made of was added, changed or removed since the last build. Prints nothing
 * but the output of a build that failed. Several processes may call it at once: one builds, the others wait.
 * Returns whether the build is good.
 */
export async function buildIfStale() {
  if ((await readStamp()) === (await fingerprint())) return true;
  await takeLock();
  try {
    const wanted = await fingerprint();
    if ((await readStamp()) === wanted) return true;
    await rm(stamp, { force: true });
    if (!(await build())) return false;
    await writeFile(stamp, wanted);
    return true;
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

function readStamp() {
  return readFile(stamp, 'utf8').catch(() => null);
}

/** Name, size and time of change of every input, in one digest. */
async function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) await addTo(hash, fromRoot(input));
  return hash.digest('hex');
}

async function addTo(hash, path) {
  const info = await stat(path).catch(() => null);
  if (!info) return;
  if (!info.isDirectory()) {
    hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
    return;
  }
  for (const name of (await readdir(path)).sort()) await addTo(hash, join(path, name));
}

function build() {
  const program = fromRoot('node_modules/electron-vite/bin/electron-vite.js');
  const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], { cwd: root });
  const output = [];
  child.stdout.on('data', (part) => output.push(part));
  child.stderr.on('data', (part) => output.push(part));
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(`The build failed.\n${Buffer.concat(output)}`);
      resolve(code === 0);
    });
  });
}

/** A folder is made by one process only. One left behind by a process that is gone is removed. */
async function takeLock() {
  await mkdir(fromRoot('out'), { recursive: true });
  for (;;) {
    try {
      await mkdir(lock);
      await writeFile(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (await isAbandoned()) await rm(lock, { recursive: true, force: true });
    else await wait(200);
  }
}

async function isAbandoned() {
  const owner = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => '0'));
  if (owner === 0) {
    const info = await stat(lock).catch(() => null);
    return info !== null && Date.now() - info.mtimeMs > 10_000;
  }
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await buildIfStale()) ? 0 : 1;
