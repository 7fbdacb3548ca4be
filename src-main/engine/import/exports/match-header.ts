import { normaliseHeader } from '../normalise-header';
import type { HeaderSign } from './description';

export type Header = { name: string; normal: string };

export function headerOf(name: string): Header {
  // `x_2` is the second column called `x`; it means the same but must not win over the first.
  return { name, normal: normaliseHeader(name) };
}

export function matches(sign: HeaderSign, header: Header): boolean {
  return typeof sign === 'string' ? header.normal === sign : sign.test(header.name);
}

export function hasAny(headers: readonly Header[], signs: readonly HeaderSign[]): boolean {
  return signs.some((sign) => headers.some((header) => matches(sign, header)));
}
