import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolveConfig } from 'electron-vite';
import { createServer } from 'vite';
import { buildIfStale } from './build-if-stale.mjs';
import { findElectron } from './find-electron.mjs';
import { fromRoot, root } from './project.mjs';

/** `npm run dev`: the window with hot reload; without Electron, the page with hot reload over the web host. */
const { program, reason } = await findElectron();
if (program !== null) {
  const electronVite = fromRoot('node_modules/electron-vite/bin/electron-vite.js');
  const args = [electronVite, 'dev', '--watch', '--', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  child.on('close', (code) => {
    process.exitCode = code ?? 0;
  });
} else if (await buildIfStale()) {
  console.log(`${reason}, so the page is served to the browser; restart after a change to the engine.`);
  await serve();
} else {
  process.exitCode = 1;
}

async function serve() {
  const args = [fromRoot('out/main/web.js'), '--no-browser', ...process.argv.slice(2)];
  const host = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal));
  host.on('close', (code) => process.exit(code ?? 0));
  for await (const line of createInterface({ input: host.stdout })) {
    const address = /^Weir is at (\S+)/.exec(line)?.[1];
    if (address !== undefined) await servePage(new URL(address));
  }
}

/** Vite serves the page; calls, files and the sign-in go on to the web host as if from its own page. */
async function servePage(host) {
  const { config } = await resolveConfig({ root, configFile: fromRoot('electron.vite.config.ts') }, 'serve');
  const onward = {
    target: host.origin,
    changeOrigin: true,
    headers: { origin: host.origin, 'sec-fetch-site': 'same-origin' },
  };
  const server = await createServer({
    ...config.renderer,
    configFile: false,
    server: {
      host: '127.0.0.1',
      proxy: { '/rpc/': onward, '/upload': onward, '/download/': onward, '^/\\?token=': onward },
    },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  console.log(`Weir is at http://127.0.0.1:${port}/${host.search}${host.hash}`);
}
