import { describe, expect, test } from 'vitest';
import { pages } from '../../src-renderer/app/pages';
import {
  matches,
  methodEntries,
  ownerEntries,
  pageEntries,
  stillFitting,
  viewEntries,
} from '../../src-renderer/app/palette/palette-entries';
import {
  pastedAddress,
  sharedAddress,
  viewAddress,
  viewName,
} from '../../src-renderer/app/views/view-address';
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

  test('keeps of what was found for fewer letters what still fits, by its name or what is told of it', () => {
    const entry = (label: string, detail?: string) => ({
      id: label,
      group: 'Deals' as const,
      label,
      detail,
      run: () => {},
    });
    const found = [entry('Anna Berg'), entry('Ant farm', 'Annex'), entry('Antwerp')];
    expect(stillFitting(found, 'ann').map(({ label }) => label)).toEqual(['Anna Berg', 'Ant farm']);
    expect(stillFitting(found, 'ant f').map(({ label }) => label)).toEqual(['Ant farm']);
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

describe('a saved view', () => {
  test('is the page with its controls, without what was opened over it', () => {
    expect(viewAddress('/funnel', 'period=12m&drill=%7B%7D&tab=sql&section=path')).toBe(
      '/funnel?period=12m&section=path',
    );
    expect(viewAddress('/data', '')).toBe('/data');
  });

  test('is offered a name that says what it shows', () => {
    expect(viewName('/funnel', 'asOf=2025-06-30&period=quarter&pipeline=EMEA&w.owner=Ann&w.owner=')).toBe(
      'Funnel · as of 2025-06-30 · this quarter · EMEA · Ann, (empty)',
    );
    expect(viewName('/deals/1', '')).toBe('Deals');
  });

  test('is found by its name, never without a text', () => {
    const views = [{ id: 1, name: 'Monday funnel', content: '/funnel?period=12m' }];
    const visited: string[] = [];
    const found = viewEntries(views, 'fun', null, (to) => visited.push(to));
    found[0]?.run();
    expect(visited).toEqual(['/funnel?period=12m']);
    expect(viewEntries(views, ' ', null, () => {})).toEqual([]);
  });

  test.each([
    ['http://127.0.0.1:4711/#/funnel?period=12m', '/funnel?period=12m'],
    ['#/deals/006Kd%2F1?period=12m', '/deals/006Kd%2F1?period=12m'],
    ['/overview', '/overview'],
    ['https://example.com/funnel', null],
    ['/start', null],
    ['javascript:alert(1)//#/nowhere', null],
    ['velocity', null],
  ])('is opened from a copied address: %s', (text, address) => {
    expect(pastedAddress(text)).toBe(address);
  });

  test('is copied as a link where a browser opens it, else as the part behind its page', () => {
    const hash = '#/funnel?period=12m';
    const web = { origin: 'http://127.0.0.1:1', href: `http://127.0.0.1:1/${hash}`, hash };
    expect(sharedAddress(web)).toBe(web.href);
    expect(sharedAddress({ origin: 'app://weir', href: `app://weir/${hash}`, hash })).toBe(hash);
  });
});

test('a definition is found in the palette and leads to its place', () => {
  const visited: string[] = [];
  const [first] = methodEntries('time wi', (path) => visited.push(path));
  first?.run();
  expect(visited).toEqual(['/methods?at=cycle.won']);
});
