import { WeirError } from '#shared/contract/errors';
import type { BinaryFormat } from './file-format';

type Named = { name: string; path: string | null };

export function empty({ name }: Named): WeirError {
  return new WeirError({
    code: 'file-empty',
    message: `${name} is empty.`,
    hint: 'Export it again and check that the export has finished.',
  });
}

export function notText({ name }: Named, format: BinaryFormat): WeirError {
  return new WeirError({
    code: 'file-binary',
    message: `${name} is ${format.name}, not a table.`,
    hint: format.hint,
    details: { format: format.name },
  });
}

export function changed({ name }: Named): WeirError {
  return new WeirError({
    code: 'file-changed',
    message: `${name} changed while it was read; nothing was imported.`,
    hint: 'Wait until the program that writes it has finished, then import it again.',
  });
}

export function notAFile({ name }: Named): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: `${name} is a folder or a device, not a file.`,
    hint: 'Choose the files inside it.',
  });
}

/** What the file system threw, as an error that says what to do. */
export function asSourceError(error: unknown, source: Named): Error {
  if (error instanceof WeirError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const known = code ? fileErrors[String(code)] : undefined;
  if (known) return new WeirError(known(source), { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new WeirError(
    {
      code: 'file-unreadable',
      message: `${source.name} cannot be read: ${message}`,
      hint: 'Check that the file opens in another program.',
    },
    { cause: error },
  );
}

type ErrorParts = ConstructorParameters<typeof WeirError>[0];

const denied = ({ name }: Named): ErrorParts => ({
  code: 'file-unreadable',
  message: `${name} cannot be read: permission denied.`,
  hint: 'Give your user the right to read it, or copy it to a folder of yours.',
});

const full = ({ name }: Named): ErrorParts => ({
  code: 'disk-full',
  message: `The disk is full, so ${name} was not imported; nothing was changed.`,
  hint: 'Free at least twice the size of the file on the disk of the workspace and try again.',
});

const missing = ({ name, path }: Named): ErrorParts => ({
  code: 'file-not-found',
  message: `There is no file ${name}.`,
  hint: 'Check the name and the folder.',
  details: { path },
});

const fileErrors: Record<string, (source: Named) => ErrorParts> = {
  ENOENT: missing,
  ENOTDIR: missing,
  EACCES: denied,
  EPERM: denied,
  ENOSPC: full,
  EDQUOT: full,
};
