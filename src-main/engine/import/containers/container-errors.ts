import { WeirError } from '#shared/contract/errors';
import type { Warning } from '#shared/results/envelope';

/** The content is not what its beginning promises. */
export function damagedContainer(name: string, what: string, cause?: unknown): WeirError {
  const detail = cause instanceof Error ? ` (${cause.message})` : '';
  return new WeirError(
    {
      code: 'file-unreadable',
      message: `${name} is a damaged or unfinished ${what}${detail}.`,
      hint: 'Export or download it again, and check that it opens in another program.',
    },
    { cause },
  );
}

export function withPassword(name: string): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: `${name} is protected with a password.`,
    hint: 'Save a copy without a password and import that.',
  });
}

export function tooLarge(name: string, what: string, hint: string): WeirError {
  return new WeirError({ code: 'file-too-large', message: `${name} ${what}.`, hint });
}

export function nestedTooDeep(name: string): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: `${name} lies in too many archives inside each other.`,
    hint: 'Unpack the outer ones and import what is inside.',
  });
}

const noTables = ['file-binary', 'file-empty', 'not-a-table'] as const;

/** Among other files, one that is no table is left alone instead of stopping the import. */
export function isNoTable(error: unknown): error is WeirError {
  return error instanceof WeirError && noTables.some((code) => error.code === code);
}

export function passedOver(error: WeirError): Warning {
  return { code: 'passed-over', message: `${error.message} It is passed over.` };
}
