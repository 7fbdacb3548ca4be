import type { z } from 'zod';
import { WeirError } from './errors';

/**
 * The JSON text of a file that a person wrote or chose, checked for its shape. Error: `invalid-input` with the name of
 * the file and the place of what does not fit.
 */
export function parseJson<T extends z.ZodType>(
  name: string,
  text: string,
  schema: T,
  hint: string,
): z.output<T> {
  const parsed = schema.safeParse(json(name, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'the top level';
  throw new WeirError({
    code: 'invalid-input',
    message: `${name} does not fit at ${place}: ${issue?.message ?? 'unknown shape'}`,
    hint,
  });
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WeirError(
      { code: 'invalid-input', message: `${name} is not JSON: ${reason}`, hint: 'Correct the file.' },
      { cause },
    );
  }
}
