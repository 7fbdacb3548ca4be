import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { versionArgument } from '#shared/contract/port-handshake';

type Window = { preload: string; version: string; bounds: Partial<Rectangle>; dark: boolean };

/**
 * The one kind of window. Its page is treated as untrusted: sandboxed, isolated from the preload, without
 * Node. Spell checking is off because Chromium fetches its dictionaries from the network.
 */
export function windowOptions({ preload, version, bounds, dark }: Window) {
  return {
    width: 1360,
    height: 880,
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: dark ? '#14161a' : '#ffffff',
    title: 'Weir',
    webPreferences: {
      preload,
      additionalArguments: [versionArgument + version],
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
    },
  } satisfies BrowserWindowConstructorOptions;
}
