import { randomBytes } from 'node:crypto';
import { contentSecurityPolicy } from '#shared/contract/csp';

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** On every answer of every host, whatever it answers. */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
