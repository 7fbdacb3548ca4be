import { cancelledError, WeirError } from '#shared/contract/errors';

/** Turns what DuckDB throws into an error with a code; keeps the statement and the cause for whoever debugs. */
export function queryError(error: unknown, sql: string): WeirError {
  if (error instanceof WeirError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const options = { cause: new Error(`${text}\nin: ${sql.slice(0, 4000)}`) };
  if (/^INTERRUPT/i.test(text)) {
    return cancelledError(options);
  }
  if (/No space left on device|could not write|disk (is )?full/i.test(text)) {
    return new WeirError(
      {
        code: 'disk-full',
        message: 'The disk is full; nothing was changed.',
        hint: 'Free some space on the disk of the workspace and try again.',
      },
      options,
    );
  }
  if (/read-only/i.test(text)) {
    return new WeirError(
      {
        code: 'workspace-read-only',
        message: 'The workspace is open for reading only.',
        hint: 'Close the other program that has it open, or check the rights of the file.',
      },
      options,
    );
  }
  return new WeirError({ code: 'sql-error', message: text }, options);
}
