import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { findElectron } from './find-electron.mjs';
import { fromRoot, root } from './project.mjs';

/** `npm start [-- FILE…]`: the window where Electron can run, else the same app in the browser. */
const failsWithin = 10_000;

if (await buildIfStale()) {
  const { program, reason } = await findElectron();
  const why = program === null ? reason : await runElectron(program);
  if (why !== null) {
    console.log(`${why}, so the app is served to the browser instead.`);
    await import(pathToFileURL(fromRoot('out/main/web.js')).href);
  }
} else {
  process.exitCode = 1;
}

/** Resolves with null when the window was closed, or with the reason why there never was one. */
function runElectron(program) {
  const startedAt = Date.now();
  const child = spawn(program, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  const ignore = () => undefined;
  // The terminal sends an interrupt to the window too; this process ends after it.
  process.on('SIGINT', ignore);
  process.once('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', () => resolve('Electron cannot be started'));
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      const failed = code !== 0 && code !== null && Date.now() - startedAt < failsWithin;
      if (!failed) process.exitCode = code ?? 0;
      resolve(failed ? `Electron ended with code ${code}` : null);
    });
  });
}
