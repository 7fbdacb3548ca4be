import { describe, expect, test } from 'vitest';
import { pages } from '../../src-renderer/app/pages';
import { matches, ownerEntries, pageEntries } from '../../src-renderer/app/palette/palette-entries';
import { groupingFields } from '../../src-renderer/state/use-fields';

describe('the palette', () => {
  test('finds by the beginnings of words in any order', () => {
    expect(matches('Open pipeline by stage', 'sta pip')).toBe(true);
    expect(matches('Open pipeline by stage', 'line')).toBe(false);
    expect(matches('Anything', '')).toBe(true);
  });

  test('finds pages by what is on them', () => {
    expect(pageEntries(pages, 'conver', () => {}).map(({ label }) => label)).toEqual(['Funnel']);
  });

  test('goes to the page it found', () => {
    const visited: string[] = [];
    pageEntries(pages, 'velo', (path) => visited.push(path))[0]?.run();
    expect(visited).toEqual(['/velocity']);
  });

  test('offers no owner without a name', () => {
    const entries = ownerEntries(
      [
        { value: null, count: 9 },
        { value: 'Ann', count: 3 },
      ],
      () => {},
    );
    expect(entries.map(({ label }) => label)).toEqual(['Ann']);
  });
});

test('fields to group by are filled texts, the usual ones first, without names and ids', () => {
  const field = (name: string, filled = 5, type = 'text') => ({
    field: name,
    label: name,
    column: name,
    filled,
    share: 1,
    extra: false,
    type,
  });
  const fields = ['id', 'name', 'Zone', 'segment', 'owner', 'Office'].map((name) => field(name));
  const status = { fields: [...fields, field('team', 0), field('amount', 5, 'amount')] };
  expect(groupingFields(status).map(({ field: name }) => name)).toEqual([
    'owner',
    'segment',
    'Office',
    'Zone',
  ]);
});
