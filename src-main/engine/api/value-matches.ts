import { type StoredFile, storedFiles } from '#engine/import/import-store';
import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import { type MatchField, matchFields } from '#shared/model/value-match';
import type { ValueMatch } from '#shared/results/quality';

/** What was said of names that nearly match: in the mappings of the files, and over them for the workspace. */
export async function valueMatches(
  connection: Connection,
  files?: readonly StoredFile[],
): Promise<ValueMatch[]> {
  const said = new Map<string, ValueMatch>();
  const say = (match: ValueMatch) => said.set(`${match.field}\0${match.value}`, match);
  for (const file of files ?? (await storedFiles(connection, 'loaded'))) {
    const { matches = {} } = file.staged.mapping;
    for (const field of matchFields) {
      for (const [value, becomes] of Object.entries(matches[field] ?? {})) {
        say({ field, value, becomes, said: 'mapping' });
      }
    }
  }
  const choices = await connection.all<{ field: MatchField; value: string; becomes: string | null }>(
    'FROM weir.value_choice ORDER BY field, value',
  );
  for (const choice of choices) say({ ...choice, said: 'workspace' });
  return [...said.values()];
}

/** Each name with the one that it ends at: what is taken as a name that is itself taken as another is that one. */
export function settled(
  matches: readonly ValueMatch[],
): { field: MatchField; value: string; becomes: string }[] {
  const to = new Map(matches.map(({ field, value, becomes }) => [`${field}\0${value}`, becomes]));
  return matches.flatMap(({ field, value }) => {
    const seen = new Set([value]);
    let becomes = value;
    for (
      let next = to.get(`${field}\0${value}`);
      next && !seen.has(next);
      next = to.get(`${field}\0${next}`)
    ) {
      seen.add(next);
      becomes = next;
    }
    return becomes === value ? [] : [{ field, value, becomes }];
  });
}

/** Says of a name what it is taken as, or that it is one of its own (null), or nothing any more (undefined). */
export async function sayMatch(
  connection: Connection,
  field: MatchField,
  value: string,
  becomes: string | null | undefined,
): Promise<void> {
  const others = (await valueMatches(connection)).filter(
    (match) => match.field === field && match.value !== value,
  );
  const ends = settled(others).find((match) => match.value === becomes)?.becomes ?? becomes;
  if (ends === value) {
    throw new WeirError({
      code: 'invalid-input',
      message: `“${becomes}” is taken as “${value}” already.`,
      hint: `Leave “${becomes}” apart first.`,
    });
  }
  await connection.run('DELETE FROM weir.value_choice WHERE field = $field AND value = $value', {
    field,
    value,
  });
  if (becomes === undefined) return;
  await connection.run('INSERT INTO weir.value_choice VALUES ($field, $value, $becomes)', {
    field,
    value,
    becomes,
  });
}
