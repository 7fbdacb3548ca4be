import { type App, protocol, type Session, shell } from 'electron';
import { answerAppRequest } from './app-protocol';
import { isAllowedExternal, isAllowedNavigation, isAllowedPermission, isAllowedRequest } from './guards';

/** Serves the app's scheme and denies everything a page could ask of the session. */
export function secureSession(session: Session, origins: string[], rendererRoot: string): void {
  protocol.handle('app', (request) => answerAppRequest(request, rendererRoot));
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(isAllowedPermission(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, origins) });
  });
}

/** Every page of the app stays where it is: no navigation away, no new windows, no embedded views. */
export function securePages(app: App, origins: string[]): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isAllowedNavigation(event.url, origins)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isAllowedNavigation(event.url, origins)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The one place that hands an address to another program. */
export async function openExternal(address: unknown): Promise<void> {
  if (!isAllowedExternal(address)) throw new Error('Only https addresses are opened in the browser.');
  await shell.openExternal(address);
}
