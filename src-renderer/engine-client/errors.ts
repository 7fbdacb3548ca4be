import { type ErrorCode, errorCodes, WeirError, type WeirErrorData } from '#shared/contract/errors';

export function engineStopped(cause?: unknown): WeirError {
  return new WeirError(
    {
      code: 'engine-stopped',
      message: 'The engine stopped before it answered.',
      hint: 'It restarts by itself; nothing in the workspace was lost. Try again.',
    },
    { cause },
  );
}

export function cancelled(): WeirError {
  return new WeirError({ code: 'cancelled', message: 'Cancelled. Nothing was changed.' });
}

/** True for whatever an aborted call throws, in any transport. */
export function isCancelled(error: unknown): boolean {
  return error instanceof WeirError
    ? error.code === 'cancelled'
    : error instanceof DOMException && error.name === 'AbortError';
}

/** A host's refusal as an error: its own words where it sends them, else what the status code says. */
export function errorOfResponse(status: number, body: string): WeirError {
  const sent = errorDataOf(body);
  if (sent) return new WeirError(sent);
  if (status === 401 || status === 403) {
    return new WeirError({
      code: 'unauthorised',
      message: 'This window is not signed in to the engine.',
      hint: 'Open the address that was printed when Weir started.',
    });
  }
  return new WeirError({
    code: 'internal',
    message: `The engine answered with status ${status}.`,
    hint: 'Reload the page and try again.',
  });
}

function errorDataOf(body: string): WeirErrorData | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const data = isRecord(parsed) && isRecord(parsed.error) ? parsed.error : parsed;
    if (!isRecord(data) || typeof data.message !== 'string') return null;
    const code = errorCodes.find((known: ErrorCode) => known === data.code) ?? 'internal';
    return {
      code,
      message: data.message,
      hint: typeof data.hint === 'string' ? data.hint : undefined,
      details: isRecord(data.details) ? data.details : undefined,
    };
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
