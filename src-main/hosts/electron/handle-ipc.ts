import { copyFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  type MessagePortMain,
  type WebContents,
} from 'electron';
import { ipcChannels } from '#shared/contract/port-handshake';
import type { EngineLink } from './engine-link';
import { isAllowedSender } from './guards';
import { openExternal } from './secure-session';

/** Answers the preload's channels, each only for the top frame of the app's own page. */
export function handleIpc(link: EngineLink<MessagePortMain>, origins: string[]): void {
  const guarded = (
    channel: string,
    answer: (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>,
  ) =>
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      if (!isAllowedSender(event.senderFrame, origins)) throw new Error('This page may not ask that.');
      return answer(event, ...args);
    });

  /** A page that is reloaded connects again; its end is listened for once. */
  const known = new WeakSet<WebContents>();
  ipcMain.on(ipcChannels.connect, (event) => {
    if (!isAllowedSender(event.senderFrame, origins)) return;
    const page = event.sender;
    if (!known.has(page)) page.once('destroyed', () => link.forget(page.id));
    known.add(page);
    link.connect({
      id: page.id,
      takePort: (port) => page.postMessage(ipcChannels.port, null, [port]),
      tellStopped: () => page.send(ipcChannels.stopped),
    });
  });
  guarded(ipcChannels.save, (event, ticket, name) =>
    save(windowOf(event), link, String(ticket), String(name)),
  );
  guarded(ipcChannels.chooseWorkspace, (event) => chooseWorkspace(windowOf(event)));
  guarded(ipcChannels.openExternal, (_event, address) => openExternal(address));
}

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (!window) throw new Error('This page has no window.');
  return window;
}

async function save(
  window: BrowserWindow,
  link: EngineLink<MessagePortMain>,
  ticket: string,
  name: string,
): Promise<void> {
  const file = await link.ticketFile(ticket);
  if (!file) throw new Error('This export is gone. Export again.');
  const chosen = await dialog.showSaveDialog(window, { defaultPath: basename(name) });
  if (!chosen.canceled) await copyFile(file.path, chosen.filePath);
}

async function chooseWorkspace(window: BrowserWindow): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: 'Weir workspace', extensions: ['weir'] }],
  });
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}
