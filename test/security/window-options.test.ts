import { expect, it } from 'vitest';
import { windowOptions } from '../../src-main/hosts/electron/window-options';

const options = windowOptions({
  preload: '/out/preload/preload.cjs',
  version: '1.2.3',
  bounds: {},
  dark: true,
});

it('gives the page a sandbox, a world of its own and no Node', () => {
  expect(options.webPreferences).toEqual({
    preload: '/out/preload/preload.cjs',
    additionalArguments: ['--weir-version=1.2.3'],
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});

it('shows the window only when there is something to see', () => {
  expect(options.show).toBe(false);
});
