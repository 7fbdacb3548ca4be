import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { WeirError } from '#shared/contract/errors';
import { parseJson } from '#shared/contract/parse-json';

/**
 * Reads a JSON file that a person wrote and checks its shape.
 * Errors: `file-not-found`; `invalid-input` with the place of what does not fit.
 */
export async function readJsonFile<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  return parseJson(path, await readText(path), schema, 'docs/cli.md shows the shape of the file.');
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
