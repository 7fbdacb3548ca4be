import { describe, expect, it } from 'vitest';
import { columnContents } from '#engine/import/column-content';
import { headerNames } from '#engine/import/header';
import { mapColumns } from '#engine/import/map-columns';
import { descriptionOf, recognise } from '#engine/import/recognise';
import { withClosedAt, withKey, withStageOfStatus } from '#engine/import/settle-meanings';
import { languageRows, systemRows } from './support/header-rows';

/** What a bare header row is taken for, without a row of data. */
function understood(header: string[]): { what: string; language: string; fields: Record<string, string> } {
  const names = headerNames(header);
  const found = recognise(names, []);
  const { kind } = found;
  if (kind === null) return { what: `${found.system} nothing`, language: found.language, fields: {} };
  const { meanings } = mapColumns(columnContents(names, []), kind, descriptionOf(found));
  const settled = withKey(withStageOfStatus(withClosedAt(meanings), kind), kind);
  const fields = Object.fromEntries(settled.flatMap(({ field, column }) => (field ? [[field, column]] : [])));
  return { what: `${found.system} ${kind}`, language: found.language, fields };
}

const cells = (header: string) => header.split(header.includes(';') ? ';' : ',');
const meaningOf = (meaning: string) =>
  Object.fromEntries(meaning.split(/,(?=\w+=)/).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));

describe('a header row of a system, without any data', () => {
  it.each(systemRows)('%s: %s', (what, header, meaning) => {
    const found = understood(cells(header));
    expect(found.what).toBe(what);
    expect(found.fields).toMatchObject(meaningOf(meaning));
  });
});

describe('a header row in any language, without any data', () => {
  it.each(languageRows)('%s: %s', (what, header, meaning) => {
    const found = understood(cells(header));
    expect(`${found.language} ${found.what}`).toBe(what);
    expect(found.fields).toMatchObject(meaningOf(meaning));
  });
});
