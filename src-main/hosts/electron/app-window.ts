import { join } from 'node:path';
import { app, BrowserWindow, dialog, type MessagePortMain, nativeTheme, screen } from 'electron';
import { type Opening, openAt } from '../common/open-at';
import { readOpening } from '../common/read-opening';
import { appOrigin } from './app-protocol';
import type { EngineLink } from './engine-link';
import { readBounds, saveBounds } from './window-bounds';
import { windowOptions } from './window-options';

type AppWindowOptions = {
  link: EngineLink<MessagePortMain>;
  /** Folder of the built program. */
  out: string;
  /** Where the page comes from while developing. */
  developmentUrl: string | undefined;
};

export type AppWindow = {
  /** Opens what is asked for and shows it; the window is made when there is none. */
  show(opening: Opening): Promise<void>;
  /** Asks for a workspace or files, then shows them. */
  choose(): Promise<void>;
};

export function createAppWindow({ link, out, developmentUrl }: AppWindowOptions): AppWindow {
  const boundsFile = join(app.getPath('userData'), 'window.json');
  let window: BrowserWindow | null = null;

  function make(): BrowserWindow {
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const made = new BrowserWindow(
      windowOptions({
        preload: join(out, 'preload', 'preload.cjs'),
        version: app.getVersion(),
        bounds: readBounds(boundsFile, screens),
        dark: nativeTheme.shouldUseDarkColors,
      }),
    );
    made.once('ready-to-show', () => made.show());
    made.on('close', () => void saveBounds(boundsFile, made.getNormalBounds()));
    made.on('closed', () => {
      window = null;
    });
    return made;
  }

  async function show(opening: Opening): Promise<void> {
    const asked = opening.workspace !== undefined || opening.files.length > 0;
    if (window && !asked) return focus(window);
    const engine = await link.client();
    const existed = window !== null;
    const shown = window ?? make();
    window = shown;
    const { address, problem } = await openAt(engine, opening, {
      sourceOf: (path) => `path:${path}`,
      onProgress: ({ fraction }) => shown.isDestroyed() || shown.setProgressBar(fraction ?? 2),
    });
    if (shown.isDestroyed()) return;
    shown.setProgressBar(-1);
    await shown.loadURL(`${developmentUrl ?? `${appOrigin}/`}#${address}`);
    // A page that is already there does not load again for a new part behind the #.
    if (existed) shown.webContents.reload();
    focus(shown);
    if (problem) dialog.showErrorBox(problem.message, problem.hint ?? '');
  }

  async function choose(): Promise<void> {
    const chosen = await dialog.showOpenDialog({
      properties: ['openFile', 'multiSelections'],
      filters: [
        {
          name: 'Workspaces and exports',
          extensions: ['weir', 'csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'json', 'ndjson', 'parquet', 'gz', 'zip'],
        },
      ],
    });
    if (!chosen.canceled) await show(readOpening(chosen.filePaths, process.cwd()));
  }

  return { show, choose };
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
