import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { WeirError } from '#shared/contract/errors';

/**
 * Reads a JSON file that a person wrote and checks its shape.
 * Errors: `file-not-found`; `invalid-input` with the place of what does not fit.
 */
export async function readJsonFile<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(parseJson(path, await readText(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'the top level';
  throw new WeirError({
    code: 'invalid-input',
    message: `${path} does not fit at ${place}: ${issue?.message ?? 'unknown shape'}`,
    hint: 'docs/cli.md shows the shape of the file.',
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new WeirError(
      { code: 'file-not-found', message: `${path} cannot be read`, hint: 'Check the path.' },
      { cause },
    );
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WeirError(
      { code: 'invalid-input', message: `${path} is not JSON: ${reason}`, hint: 'Correct the file.' },
      { cause },
    );
  }
}
