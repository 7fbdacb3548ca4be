import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { toErrorData } from '#shared/contract/errors';
import type { Engine } from '../../engine/api/engine';
import { answerError, answerJson, begin } from './answer';
import type { Uploads } from './uploads';

/** Takes the bytes of one file. */
export async function answerUpload(
  request: IncomingMessage,
  response: ServerResponse,
  uploads: Uploads,
): Promise<void> {
  const query = new URLSearchParams((request.url ?? '').split('?')[1]);
  const length = request.headers['content-length'];
  try {
    const bytes = length === undefined ? null : Number(length);
    answerJson(response, 201, await uploads.receive(request, { name: query.get('name') ?? '', bytes }));
  } catch (error) {
    const data = toErrorData(error);
    if (!response.destroyed) answerError(response, data.code === 'disk-full' ? 507 : 400, data);
  }
}

/** Hands out the file behind an export ticket as an attachment. */
export async function answerDownload(
  response: ServerResponse,
  ticket: string,
  engine: Engine,
  withBody: boolean,
): Promise<void> {
  const file = engine.ticketFile(ticket);
  const found = file === null ? null : await stat(file.path).catch(() => null);
  if (file === null || found === null || !found.isFile()) {
    const hint = 'Export again.';
    return answerError(response, 404, { code: 'file-not-found', message: 'This export is gone.', hint });
  }
  begin(response, 200, {
    'content-type': 'application/octet-stream',
    'content-length': String(found.size),
    'content-disposition': attachment(file.name),
  });
  if (!withBody) return void response.end();
  await pipeline(createReadStream(file.path), response).catch(() => response.destroy());
}

/** RFC 6266: an ASCII name for old clients, the real one encoded beside it. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
