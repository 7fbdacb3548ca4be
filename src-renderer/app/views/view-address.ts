import { parseControls, periodPresets } from '../../state/scope';
import { pages } from '../pages';

/** The page with its controls, without what is opened over it. */
export function viewAddress(path: string, search: string): string {
  const query = new URLSearchParams(search);
  query.delete('drill');
  query.delete('tab');
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** A name to start from: the page, its period and what it is narrowed to. */
export function viewName(path: string, search: string): string {
  const controls = parseControls(search);
  const page = pages.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  const period = periodPresets.find(({ value }) => value === controls.period && value !== 'all');
  return [
    page?.label ?? 'View',
    controls.asOf === undefined ? undefined : `as of ${controls.asOf}`,
    period?.label.toLowerCase(),
    controls.pipeline,
    ...controls.where.map(({ values }) => values.map((value) => value ?? '(empty)').join(', ')),
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
    .slice(0, 120);
}

/**
 * What is copied so that somebody else opens the same page on the same data: a link where the page has one that a browser
 * opens, else the part behind its `#`, which the command palette opens in any window.
 */
export function sharedAddress({ origin, href, hash }: Pick<Location, 'origin' | 'href' | 'hash'>): string {
  return origin.startsWith('http') ? href : hash;
}

/** The page and controls in a pasted address; null where it names no page. */
export function pastedAddress(text: string): string | null {
  const typed = text.trim();
  const address = typed.includes('#/') ? typed.slice(typed.indexOf('#/') + 1) : typed;
  const path = address.split('?')[0] ?? '';
  return pages.some((page) => path === page.path || path.startsWith(`${page.path}/`)) ? address : null;
}
