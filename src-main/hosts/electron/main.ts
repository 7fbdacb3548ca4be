import { join } from 'node:path';
import { app, Menu, MessageChannelMain, protocol, session } from 'electron';
import { fromElectronPort } from '#rpc/channel-end';
import type { Opening } from '../common/open-at';
import { readOpening } from '../common/read-opening';
import { appScheme } from './app-protocol';
import { createAppWindow } from './app-window';
import { createEngineLink } from './engine-link';
import { forkEngine } from './fork-engine';
import { allowedOrigins } from './guards';
import { handleIpc } from './handle-ipc';
import { menuTemplate } from './menu';
import { securePages, secureSession } from './secure-session';

const out = join(import.meta.dirname, '..');
const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origins = allowedOrigins(developmentUrl);

/** What this start asks for; a second start hands its own to the first and ends. */
const asked = readOpening(process.argv.slice(1), process.cwd(), app.getAppPath());

/** Files that the system asks to open (macOS) before there is a window to open them in. */
const early: string[] = [];
let openFile = (path: string): void => {
  early.push(path);
};

app.enableSandbox();
protocol.registerSchemesAsPrivileged([appScheme]);
securePages(app, origins);
app.on('open-file', (event, path) => {
  event.preventDefault();
  openFile(path);
});
if (app.requestSingleInstanceLock(asked)) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const isMac = process.platform === 'darwin';
  const link = createEngineLink({
    fork: () => forkEngine(join(out, 'main', 'engine.js')),
    newChannel: () => new MessageChannelMain(),
    asChannelEnd: fromElectronPort,
    now: () => performance.now(),
    schedule: setTimeout,
  });
  const window = createAppWindow({ link, out, developmentUrl });
  secureSession(session.defaultSession, origins, join(out, 'renderer'));
  handleIpc(link, origins);
  const menu = menuTemplate({ isMac, developing: !app.isPackaged, onOpen: () => void window.choose() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu));

  openFile = (path) => void window.show(readOpening([path], process.cwd()));
  app.on('second-instance', (_event, _argv, _folder, opening) => void window.show(opening as Opening));
  app.on('activate', () => void window.show({ files: [] }));
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
  app.on('will-quit', () => link.stop());
  await window.show({ ...asked, files: [...asked.files, ...early.splice(0)] });
}
