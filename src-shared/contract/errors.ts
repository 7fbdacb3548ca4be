/** Every way a call can fail that a person can do something about. Codes are stable; messages may improve. */
export const errorCodes = [
  'workspace-not-found',
  'workspace-locked',
  'workspace-newer',
  'workspace-damaged',
  'workspace-read-only',
  'workspace-exists',
  'no-workspace',
  'file-not-found',
  'file-empty',
  'file-binary',
  'file-changed',
  'file-too-large',
  'file-unreadable',
  'header-only',
  'needs-decision',
  'not-recognised',
  'not-a-table',
  'import-not-found',
  'staging-not-found',
  'disk-full',
  'unknown-field',
  'unknown-stage',
  'unknown-opportunity',
  'not-supported',
  'invalid-input',
  'sql-error',
  'cancelled',
  'engine-stopped',
  'unauthorised',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What travels: a code to act on, a message that says what happened, a hint that says what to do. */
export type WeirErrorData = {
  code: ErrorCode;
  message: string;
  hint?: string | undefined;
  details?: Record<string, unknown> | undefined;
};

export class WeirError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(data: WeirErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.name = 'WeirError';
    this.code = data.code;
    this.hint = data.hint;
    this.details = data.details;
  }

  toData(): WeirErrorData {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details };
  }
}

/** Any thrown thing as error data; what is not ours becomes `internal` with its message. */
export function toErrorData(error: unknown): WeirErrorData {
  if (error instanceof WeirError) return error.toData();
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, hint: 'Try again; if it happens again, report it with the steps.' };
}

/** What work ends with that nobody waits for any more. */
export function cancelledError(options?: { cause?: unknown }): WeirError {
  return new WeirError({ code: 'cancelled', message: 'Cancelled.' }, options);
}
