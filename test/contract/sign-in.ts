/** Follows a host's address as a browser would, and returns the cookie that it set. */
export async function signIn(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`${url} set no cookie: ${response.status}`);
  return cookie;
}
