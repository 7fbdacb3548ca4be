import { headerVariants } from '../normalise-header';
import type { HeaderSign } from './description';

/** A header as written, and the normalised ways to read it, the nearest first. */
export type Header = { name: string; variants: readonly string[] };

export function headerOf(name: string): Header {
  return { name, variants: headerVariants(name) };
}

export function matches(sign: HeaderSign, header: Header): boolean {
  return typeof sign === 'string' ? header.variants.includes(sign) : sign.test(header.name);
}

export function hasAny(headers: readonly Header[], signs: readonly HeaderSign[]): boolean {
  return signs.some((sign) => headers.some((header) => matches(sign, header)));
}
