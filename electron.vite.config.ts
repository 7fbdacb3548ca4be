import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * `main` builds every program that runs on Node or in Electron's main and utility processes; what they share
 * lands in chunks. Its target is the oldest Node that the command line and the web host support.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      rolldownOptions: {
        input: {
          main: 'src-main/hosts/electron/main.ts',
          engine: 'src-main/hosts/utility/utility.ts',
          cli: 'src-main/hosts/cli/cli.ts',
          web: 'src-main/hosts/web/web.ts',
          // A thread of the engine: hosts find it beside themselves.
          'forecast-worker': 'src-main/engine/api/forecast-worker.ts',
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can load nothing but electron: one CommonJS file with everything in it.
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src-main/hosts/preload/preload.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      // The web host shows the page in any current browser, not only in Electron's Chromium.
      target: 'es2022',
      minify: true,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});
