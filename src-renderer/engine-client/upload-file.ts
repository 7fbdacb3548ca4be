import { WeirError } from '#shared/contract/errors';
import { routes, type UploadAnswer } from '#shared/contract/http-routes';
import { cancelled, engineStopped, errorOfResponse } from './errors';

type Options = { signal?: AbortSignal; onBytes: (sent: number) => void };

/**
 * Streams one file to the web host and returns its source name. XMLHttpRequest, because fetch reports no
 * upload progress.
 */
export function uploadFile(file: File, options: Options): Promise<string> {
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) return reject(cancelled());
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    const settle = (action: () => void) => {
      options.signal?.removeEventListener('abort', abort);
      action();
    };
    request.upload.onprogress = (event) => options.onBytes(event.loaded);
    request.onabort = () => settle(() => reject(cancelled()));
    request.onerror = () => settle(() => reject(engineStopped()));
    request.onload = () => settle(() => answer(request, resolve, reject));
    request.open('PUT', `${routes.upload}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function answer(request: XMLHttpRequest, resolve: (source: string) => void, reject: (error: Error) => void) {
  if (request.status < 200 || request.status > 299) {
    return reject(errorOfResponse(request.status, request.responseText));
  }
  const source = sourceOf(request.responseText);
  if (source !== null) return resolve(source);
  reject(new WeirError({ code: 'internal', message: 'The upload was answered without a source.' }));
}

function sourceOf(text: string): string | null {
  try {
    const body: Partial<UploadAnswer> = JSON.parse(text);
    return typeof body.source === 'string' ? body.source : null;
  } catch {
    return null;
  }
}
