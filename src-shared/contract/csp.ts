/**
 * The one content security policy, for the window and the web host. `nonce` lets the component library
 * place its style element; scripts never get one.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Stands in the built index.html where the host writes the nonce of this load. */
export const noncePlaceholder = '__WEIR_NONCE__';
