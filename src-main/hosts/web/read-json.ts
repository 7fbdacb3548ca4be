import type { IncomingMessage } from 'node:http';
import { WeirError } from '#shared/contract/errors';

const maxBytes = 8 * 1024 * 1024;

/** The JSON body of a request. Only `application/json` is read: a form of another site cannot send it. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw unreadable('The parameters must be sent as application/json.');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    // The rest is read and dropped: leaving the loop would close the socket before the answer is sent.
    if (bytes <= maxBytes) parts.push(part);
  }
  if (bytes > maxBytes) throw unreadable(`The parameters are larger than ${maxBytes} bytes.`);
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
  } catch (cause) {
    throw unreadable(`The parameters are not JSON: ${String(cause)}`);
  }
}

function unreadable(message: string): WeirError {
  return new WeirError({ code: 'invalid-input', message });
}
