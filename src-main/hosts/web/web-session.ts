import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A week: the session ends with the host anyway, since its secret lives in memory only. */
const maxAge = 7 * 24 * 3600;

export type WebSession = {
  /** A token for one address; it signs in once. */
  newToken(): string;
  /** The cookie to set for a token that has not been used yet, else null. */
  redeem(token: string): string | null;
  isSignedIn(cookieHeader: string | undefined): boolean;
};

/**
 * Who may talk to this run of the host: whoever got one of its addresses first. Cookies do not tell ports
 * apart, so the port is part of the name and two hosts on one machine keep to themselves.
 */
export function createWebSession(port: () => number): WebSession {
  const secret = randomBytes(32).toString('base64url');
  const tokens = new Set<string>();
  const cookieName = () => `weir_${port()}`;
  return {
    newToken() {
      const token = randomBytes(32).toString('base64url');
      tokens.add(digest(token).toString('hex'));
      return token;
    },
    redeem(token) {
      if (!tokens.delete(digest(token).toString('hex'))) return null;
      return `${cookieName()}=${secret}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict`;
    },
    isSignedIn(cookieHeader) {
      const values = readCookies(cookieHeader ?? '', cookieName());
      return values.some((value) => timingSafeEqual(digest(value), digest(secret)));
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readCookies(header: string, name: string): string[] {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
