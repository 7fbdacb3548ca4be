import type { ServerResponse } from 'node:http';
import type { ErrorCode, WeirErrorData } from '#shared/contract/errors';
import { newNonce, securityHeaders } from '../common/security-headers';

/** Starts an answer with the headers that every answer carries. */
export function begin(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...securityHeaders(newNonce()), 'cache-control': 'no-store', ...headers });
}

export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  begin(response, status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(`${JSON.stringify(value)}\n`);
}

export function answerError(
  response: ServerResponse,
  status: number,
  error: WeirErrorData,
  headers: Record<string, string> = {},
): void {
  answerJson(response, status, { type: 'error', error }, headers);
}

/** A short page for a person, where the app itself cannot be shown. */
export function answerNote(
  response: ServerResponse,
  status: number,
  note: { title: string; text: string; next?: string },
  headers: Record<string, string> = {},
): void {
  const refresh = note.next === undefined ? '' : `<meta http-equiv="refresh" content="0;url=${note.next}">`;
  begin(response, status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8">${refresh}<title>${note.title}</title>` +
      `<h1>${note.title}</h1><p>${note.text}</p></html>\n`,
  );
}

/** The status of an error that comes before the first line; what the engine says travels with 200. */
export function statusOf(code: ErrorCode): number {
  if (code === 'invalid-input') return 400;
  if (code === 'unauthorised') return 403;
  if (code === 'not-supported') return 404;
  return 200;
}
