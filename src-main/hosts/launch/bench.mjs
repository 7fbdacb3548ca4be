import { spawn } from 'node:child_process';
import { build } from 'vite';
import { buildIfStale } from './build-if-stale.mjs';
import { fromRoot, root } from './project.mjs';

/** `npm run bench [-- --quick]`: builds the bench like any other program, so that what is timed is what ships. */
if (await buildIfStale()) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'test/bench/bench.ts',
      outDir: fromRoot('out/bench'),
      target: 'node20',
      emptyOutDir: true,
      minify: false,
    },
  });
  const args = ['--expose-gc', fromRoot('out/bench/bench.js'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.exitCode = 1;
}
