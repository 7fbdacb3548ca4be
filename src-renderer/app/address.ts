import { useSyncExternalStore } from 'react';

/**
 * Page and query both live behind the `#`, so an address works in every host without help from its server:
 * `#/funnel?from=2025-01-01&weight=value`. Used as wouter's location hook.
 */
type NavigateOptions = { replace?: boolean };

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  window.addEventListener('popstate', onChange);
  return () => {
    window.removeEventListener('hashchange', onChange);
    window.removeEventListener('popstate', onChange);
  };
}

function readPath(): string {
  const path = location.hash.replace(/^#/, '').split('?')[0] ?? '';
  return path.startsWith('/') ? path : `/${path}`;
}

function readSearch(): string {
  const at = location.hash.indexOf('?');
  return at < 0 ? '' : location.hash.slice(at + 1);
}

export function navigate(to: string, options: NavigateOptions = {}): void {
  const url = `#${to}`;
  if (url === location.hash) return;
  if (options.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  window.dispatchEvent(new Event('popstate'));
}

export function useAddress(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, readPath), navigate];
}

useAddress.searchHook = (): string => useSyncExternalStore(subscribe, readSearch);
useAddress.hrefs = (href: string): string => `#${href}`;
