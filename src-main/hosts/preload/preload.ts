import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { HostBridge } from '#shared/contract/host-bridge';
import { ipcChannels, versionArgument, windowMessages } from '#shared/contract/port-handshake';

const argument = process.argv.find((text) => text.startsWith(versionArgument)) ?? '';

const host = {
  kind: 'electron',
  platform: process.platform,
  version: argument.slice(versionArgument.length),
  async sourcesOf(files) {
    return files.map((file) => `path:${webUtils.getPathForFile(file)}`);
  },
  save: (ticket, name) => ipcRenderer.invoke(ipcChannels.save, ticket, name),
  chooseWorkspace: () => ipcRenderer.invoke(ipcChannels.chooseWorkspace),
  openExternal: (url) => ipcRenderer.invoke(ipcChannels.openExternal, url),
} satisfies HostBridge;

contextBridge.exposeInMainWorld('weirHost', host);

// The handshake of port-handshake.ts: a port cannot cross the context bridge, but it can be posted.
window.addEventListener('message', (event) => {
  if (event.source === window && event.data?.type === windowMessages.connect) {
    ipcRenderer.send(ipcChannels.connect);
  }
});
ipcRenderer.on(ipcChannels.port, (event) => {
  window.postMessage({ type: windowMessages.port }, '*', event.ports);
});
ipcRenderer.on(ipcChannels.stopped, () => {
  window.postMessage({ type: windowMessages.stopped }, '*');
});
