import { appOrigin } from './app-protocol';
import { parseAddress } from './parse-address';

/** Where the window's page may come from: the app itself, and the development server while developing. */
export function allowedOrigins(developmentUrl: string | undefined): string[] {
  const development = developmentUrl === undefined ? null : parseAddress(developmentUrl);
  return development ? [appOrigin, development.origin] : [appOrigin];
}

/** `URL.origin` is `null` for schemes of our own, so scheme and host are compared. */
function originOf(address: string): string | null {
  const url = parseAddress(address);
  return url ? `${url.protocol}//${url.host}` : null;
}

export function isAllowedNavigation(address: string, origins: string[]): boolean {
  const origin = originOf(address);
  return origin !== null && origins.includes(origin);
}

/** The one door to other programs: web pages over https, without credentials in the address. */
export function isAllowedExternal(address: unknown): address is string {
  if (typeof address !== 'string' || address.length > 2048) return false;
  const url = parseAddress(address);
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

export function isAllowedPermission(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** The window needs nothing from outside; its own files and pictures made in the page are all it may load. */
export function isAllowedRequest(address: string, origins: string[]): boolean {
  const url = parseAddress(address);
  if (url === null) return false;
  if (url.protocol === 'blob:' || url.protocol === 'data:' || url.protocol === 'devtools:') return true;
  const asHttp = `${url.protocol.replace('ws', 'http')}//${url.host}`;
  return origins.includes(asHttp);
}

type Frame = { url: string; parent: unknown };

/** A message counts only from the top frame of our own page. */
export function isAllowedSender(frame: Frame | null, origins: string[]): boolean {
  return frame !== null && frame.parent === null && isAllowedNavigation(frame.url, origins);
}
